-- How often nothing in an asset's file could be decoded. The night gives such files up
-- after a few times: each time reads all of the file, and is paid for on Cloudflare.
ALTER TABLE asset_job_status ADD COLUMN undecodable INTEGER NOT NULL DEFAULT 0;
