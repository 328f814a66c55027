"""HEIC through FFmpeg, tile by tile: libheif would hold the picture whole, and twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from PIL import Image

from bindings.framing import Size
from bindings.local import strips
from bindings.local.heif import Layout

if TYPE_CHECKING:
    from av import VideoFrame

_LAYOUTS = ("yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "yuv420p10le")
_MATRICES = (1, 4, 5, 6, 7, 9)
"""Of ISO/IEC 23091-2, those FFmpeg's scaler knows, by the same numbers."""
_UNTOLD, _USUAL = 2, 5
_BROADCAST, _FULL = 1, 2
_PADDING = 256
"""Pixels at most, to whole blocks and what FFmpeg keeps around a picture."""
_LARGEST_TILE = 64 << 20
"""Bytes of one."""


class Unusual(Exception):
    """Nothing that is decoded here; libheif may know it."""


def load(layout: Layout, file: BinaryIO, factor: int) -> Image.Image:
    """RGB or RGBX, not turned; every `factor` x `factor` pixels are one.

    Raises Unusual, also for what is broken and where FFmpeg is missing."""
    grid = _Grid(layout, file)
    width, height = layout.size
    if len(layout.tiles) == 1:
        return grid.tile(0, (-(-width // factor), -(-height // factor)))
    if factor == 1:
        return grid.rows(0, height)
    return strips.shrunk("RGB", layout.size, factor, grid.rows)


class _Grid:
    """Tiles, decoded when they are asked for."""

    def __init__(self, layout: Layout, file: BinaryIO) -> None:
        try:
            import av
        except ImportError:
            raise Unusual("no FFmpeg") from None
        self._layout, self._file = layout, file
        self._packet, self._fault = av.Packet, av.FFmpegError
        self._decoder: Any = av.CodecContext.create("hevc", "r")
        self._decoder.extradata = layout.setup
        self._decoder.thread_count = 1  # each further one keeps pictures
        width, height = layout.tile
        most = (width + _PADDING) * (height + _PADDING)
        self._decoder.options = {"err_detect": "explode", "max_pixels": str(most)}
        self._above: tuple[int, Image.Image] | None = None

    def rows(self, first: int, last: int) -> Image.Image:
        """From one row of pixels to before another; going down, no tile is decoded twice."""
        height = self._layout.tile[1]
        strip = Image.new("RGB", (self._layout.size[0], last - first))
        for row in range(first // height, -(-last // height)):
            strip.paste(self._row(row), (0, row * height - first))
        return strip

    def tile(self, number: int, size: Size) -> Image.Image:
        """RGBX, scaled to a size."""
        from av.video.reformatter import Interpolation

        frame = self._frame(number)
        name = frame.format.name
        matrix, is_full = self._layout.colours or (frame.colorspace, frame.color_range == _FULL)
        matrix = _USUAL if matrix == _UNTOLD else matrix
        # FFmpeg takes the yuvj layouts for full whatever it is told
        if name not in _LAYOUTS or matrix not in _MATRICES or is_full < name.startswith("yuvj"):
            raise Unusual(f"{name}, matrix {matrix}")
        made = frame.reformat(
            *size, "rgb0", interpolation=Interpolation.AREA,
            src_colorspace=matrix, dst_colorspace=matrix,
            src_color_range=_FULL if is_full else _BROADCAST, dst_color_range=_FULL,
            threads=1,  # several would write into each other's first pixels
        )  # fmt: skip
        plane: Any = made.planes[0]
        return Image.frombuffer("RGBX", size, plane, "raw", "RGBX", plane.line_size, 1)

    def _row(self, row: int) -> Image.Image:
        """RGB of the tiles of one row beside each other, without what reaches beyond."""
        if self._above is None or self._above[0] != row:
            size, columns = self._layout.tile, self._layout.columns
            whole = self._layout.size
            beside = Image.new("RGB", (whole[0], min(size[1], whole[1])))
            for column in range(columns):
                tile = self.tile(row * columns + column, size)
                beside.paste(tile.convert("RGB"), (column * size[0], 0))
            self._above = row, beside
        return self._above[1]

    def _frame(self, number: int) -> VideoFrame:
        extents, data = self._layout.tiles[number], b""
        total = sum(length for _, length in extents)
        if total > _LARGEST_TILE:
            raise Unusual("a tile of too many bytes")
        for offset, length in extents:
            self._file.seek(offset)
            data += self._file.read(length)
        if len(data) < total:
            raise Unusual("the file is cut short")
        try:
            frames = [*self._decoder.decode(self._packet(data)), *self._decoder.decode(None)]
            self._decoder.flush_buffers()  # or it would take the next for the end
        except self._fault as error:
            raise Unusual(str(error)) from error
        if [(frame.width, frame.height) for frame in frames] != [self._layout.tile]:
            raise Unusual("a tile is not one picture of its size")
        found: VideoFrame = frames[0]
        return found
