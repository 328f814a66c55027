"""Which part of a picture is shown, and which way up."""

from __future__ import annotations

import msgspec

Size = tuple[int, int]
"""Width and height in pixels."""

# EXIF's number -> mirrored left to right first?, then how many quarters clockwise
_TURNS = {
    1: (False, 0), 2: (True, 0), 3: (False, 2), 4: (True, 2),
    5: (True, 3), 6: (False, 1), 7: (True, 1), 8: (False, 3),
}  # fmt: skip
_NUMBERS = {turn: number for number, turn in _TURNS.items()}


class Framing(msgspec.Struct, frozen=True):
    """A rectangle of a picture, and how that rectangle is turned once it is cut out.

    The rectangle is in fractions of the picture's width and height, so it
    means the same in a smaller copy. `orientation` is what EXIF would say, 1
    to 8. Without arguments it is the whole picture as it is.
    """

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0
    orientation: int = 1

    @property
    def mirrored(self) -> bool:
        """Left and right change places, before the turn."""
        return _TURNS[self.orientation][0]

    @property
    def quarters(self) -> int:
        """How many times it is turned clockwise by 90 degrees, 0 to 3."""
        return _TURNS[self.orientation][1]

    def then(self, orientation: int) -> Framing:
        """This framing turned once more."""
        return msgspec.structs.replace(self, orientation=combined(self.orientation, orientation))

    def before(self, orientation: int) -> Framing:
        """This framing of a picture turned by `orientation`, told of the picture unturned."""
        left, top, width, height = self.left, self.top, self.width, self.height
        mirrored, quarters = _TURNS[orientation]
        for _ in range(quarters):
            left, top, width, height = top, 1 - left - width, height, width
        if mirrored:
            left = 1 - left - width
        return Framing(left, top, width, height, combined(orientation, self.orientation))

    def cut(self, size: Size) -> tuple[int, int, int, int]:
        """Left, top, width and height of the rectangle in a picture of this size."""
        width, height = (
            max(1, round(part * edge))
            for part, edge in zip((self.width, self.height), size, strict=True)
        )
        left = max(0, min(round(self.left * size[0]), size[0] - width))
        top = max(0, min(round(self.top * size[1]), size[1] - height))
        return left, top, width, height

    def shown(self, size: Size) -> Size:
        """How large the framed part of a picture of this size is, turned."""
        _, _, width, height = self.cut(size)
        return (height, width) if self.quarters % 2 else (width, height)


WHOLE = Framing()


def combined(first: int, second: int) -> int:
    """The one orientation that does what two do one after the other."""
    mirrored, quarters = _TURNS[first]
    again, more = _TURNS[second]
    return _NUMBERS[mirrored != again, (more + (-quarters if again else quarters)) % 4]


def inverse(orientation: int) -> int:
    """What undoes an orientation."""
    return next(number for number in _TURNS if combined(orientation, number) == 1)
