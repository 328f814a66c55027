-- CRC-32 of the original's bytes, taken while they come in: a zip names it before
-- the bytes, which then need not be read by this program at all. NULL for what came
-- in before this was written down.
ALTER TABLE asset_exif ADD COLUMN crc32 INTEGER CHECK (crc32 BETWEEN 0 AND 4294967295);
