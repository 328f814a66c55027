"""Archives as other people's programs read them."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from handlers.zip_format import Entry, Writer, length

GIB = 2**30
MOMENT = "2023-07-14T18:30:05.000Z"

names = st.text(st.characters(exclude_characters="\0/\\", exclude_categories=["Cs"]), min_size=1)
files = st.dictionaries(names, st.tuples(st.binary(max_size=300), st.booleans()), max_size=20)


def packed(contents: dict[str, tuple[bytes, bool]]) -> Iterator[bytes]:
    """The archive of files by name: bytes, and whether their CRC is known before."""
    writer = Writer()
    for entry, data in zip(entries(contents), contents.values(), strict=True):
        yield writer.begin(entry)
        yield data[0]
        yield writer.end(entry, zlib.crc32(data[0]))
    yield from writer.finish()


def entries(contents: dict[str, tuple[bytes, bool]]) -> list[Entry]:
    return [
        Entry(name, len(data), MOMENT, zlib.crc32(data) if known else None)
        for name, (data, known) in contents.items()
    ]


@given(files)
def test_what_goes_in_comes_out(contents: dict[str, tuple[bytes, bool]]) -> None:
    data = b"".join(packed(contents))
    assert len(data) == length(entries(contents))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {each.filename: archive.read(each) for each in archive.infolist()} == {
            name: data for name, (data, _) in contents.items()
        }
        assert all(each.date_time == (2023, 7, 14, 18, 30, 4) for each in archive.infolist())
        assert all(each.flag_bits & 0x800 for each in archive.infolist())


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("program", ["unzip", "bsdtar", "7z"])
def test_unpackers_take_it(program: str, known: bool, tmp_path: Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    contents = {"Tejo à tarde.jpg": (b"\xff\xd8" * 999, known), "東京.mov": (b"", known)}
    (tmp_path / "a.zip").write_bytes(b"".join(packed(contents)))
    options = {"unzip": ["-q"], "bsdtar": ["-xf"], "7z": ["x"]}[program]
    environment = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run(
        [program, *options, "a.zip"], cwd=tmp_path, check=True, capture_output=True, env=environment
    )
    for name, (data, _) in contents.items():
        assert (tmp_path / name).read_bytes() == data


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("1975-05-05T05:05:05.000Z", (1980, 1, 1, 0, 0, 0)),
        ("1999-12-31T23:59:59.999Z", (1999, 12, 31, 23, 59, 58)),
        ("9999-01-01T00:00:00.000Z", (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_years_the_format_cannot_say(moment: str, shown: tuple[int, ...]) -> None:
    writer, entry = Writer(), Entry("a", 0, moment, 0)
    data = b"".join([writer.begin(entry), writer.end(entry, 0), *writer.finish()])
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].date_time == shown


@pytest.mark.parametrize("known", [True, False])
def test_files_and_places_beyond_four_gigabytes(known: bool, tmp_path: Path) -> None:
    """A film of 4.5 GB as a hole in a file, and a photo behind it."""
    film, crc = 4 * GIB + GIB // 2, 0x1234_5678
    photo = b"\xff\xd8 a photo"
    big = Entry("film.mp4", film, MOMENT, crc if known else None)
    small = Entry("photo.jpg", len(photo), MOMENT, zlib.crc32(photo) if known else None)
    writer = Writer()
    with (tmp_path / "a.zip").open("wb") as out:
        out.write(writer.begin(big))
        out.seek(film, io.SEEK_CUR)
        out.write(writer.end(big, crc))
        out.write(writer.begin(small) + photo + writer.end(small, zlib.crc32(photo)))
        out.writelines(writer.finish())
        assert out.tell() == length([big, small])
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        first, second = archive.infolist()
        assert (first.file_size, first.compress_size, first.CRC) == (film, film, crc)
        assert second.header_offset > 4 * GIB
        assert archive.read(second) == photo
        with archive.open(first) as bytes_of_film:
            assert bytes_of_film.read(9) == bytes(9)
    if shutil.which("unzip"):
        command = ["unzip", "-p", str(tmp_path / "a.zip"), "photo.jpg"]
        assert subprocess.run(command, check=True, capture_output=True).stdout == photo


def test_more_files_than_sixteen_bits_count() -> None:
    contents = {f"{number}.jpg": (b"", True) for number in range(65_536)}
    data = b"".join(packed(contents))
    assert len(data) == length(entries(contents))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) == 65_536


@pytest.mark.parametrize("count", [65_534, 65_535])
def test_the_end_of_old_where_it_is_enough(count: int) -> None:
    """0xFFFF files are where ZIP64 begins: the old field means `look there`."""
    writer = Writer()
    for number in range(count):
        entry = Entry(f"{number}", 0, MOMENT, 0)
        writer.begin(entry)
        writer.end(entry, 0)
    assert (b"PK\6\6" in b"".join(list(writer.finish())[-3:])) == (count == 65_535)
