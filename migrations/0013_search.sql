-- Finding photos by anything known about them, newest capture first.
--
-- Text search. The entries of both indices lie in the order of capture, so that
-- a page of hits is read off the end, however many there are: the rowid is the
-- second of the capture and, in the lower 25 bits, the asset's seq.

ALTER TABLE assets ADD COLUMN search_key INTEGER NOT NULL GENERATED ALWAYS AS (
  ifnull(strftime('%s', file_created_at), 0) * 33554432 + seq
) VIRTUAL;

DROP TRIGGER assets_findable;
DROP TRIGGER assets_renamed;
DROP TRIGGER assets_lost;
DROP TRIGGER asset_exif_described;
DROP TRIGGER tag_assets_tagged;
DROP TRIGGER tag_assets_untagged;
DROP TABLE asset_search;

-- Letters of two cases or with accents, and what they are searched as
-- (photos/words.py says the same).
CREATE TABLE foldings (
  letter TEXT PRIMARY KEY,
  plain TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO foldings (letter, plain)
WITH RECURSIVE letters (plain, letter, rest) AS (
  SELECT key, substr(value, 1, 1), substr(value, 2) FROM json_each('{"a":"ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ","b":"ḂḃḄḅḆḇ",
  "c":"ÇçĆćĈĉĊċČčḈḉ","d":"ĎďḊḋḌḍḎḏḐḑḒḓ",
  "e":"ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ","f":"Ḟḟ","g":"ĜĝĞğĠġĢģǦǧǴǵḠḡ",
  "h":"ĤĥȞȟḢḣḤḥḦḧḨḩḪḫẖ","i":"ÌÍÎÏìíîïĨĩĪīĬĭĮįİǏǐȈȉȊȋḬḭḮḯỈỉỊị","j":"Ĵĵǰ","k":"ĶķǨǩḰḱḲḳḴḵ",
  "l":"ĹĺĻļĽľḶḷḸḹḺḻḼḽ","m":"ḾḿṀṁṂṃ","n":"ÑñŃńŅņŇňǸǹṄṅṆṇṈṉṊṋ",
  "o":"ÒÓÔÕÖòóôõöŌōŎŏŐőƠơǑǒǪǫǬǭȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ","p":"ṔṕṖṗ",
  "r":"ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ","s":"ŚśŜŝŞşŠšȘșṠṡṢṣṤṥṦṧṨṩ","t":"ŢţŤťȚțṪṫṬṭṮṯṰṱẗ",
  "u":"ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự","v":"ṼṽṾṿ",
  "w":"ŴŵẀẁẂẃẄẅẆẇẈẉẘ","x":"ẊẋẌẍ","y":"ÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹ","z":"ŹźŻżŽžẐẑẒẓẔẕ","¨":"΅῁῭΅",
  "´":"´","·":"·","ß":"ẞ","æ":"ÆǢǣǼǽ","ð":"Ð","ø":"ØǾǿ","þ":"Þ","đ":"Đ","ħ":"Ħ","ĳ":"Ĳ",
  "ŀ":"Ŀ","ł":"Ł","ŋ":"Ŋ","œ":"Œ","ŧ":"Ŧ","ſ":"ẛ","ƀ":"Ƀ","ƃ":"Ƃ","ƅ":"Ƅ","ƈ":"Ƈ","ƌ":"Ƌ",
  "ƒ":"Ƒ","ƕ":"Ƕ","ƙ":"Ƙ","ƚ":"Ƚ","ƞ":"Ƞ","ƣ":"Ƣ","ƥ":"Ƥ","ƨ":"Ƨ","ƭ":"Ƭ","ƴ":"Ƴ","ƶ":"Ƶ",
  "ƹ":"Ƹ","ƽ":"Ƽ","ƿ":"Ƿ","ǆ":"Ǆǅ","ǉ":"Ǉǈ","ǌ":"Ǌǋ","ǝ":"Ǝ","ǥ":"Ǥ","ǳ":"Ǳǲ","ȝ":"Ȝ","ȣ":"Ȣ",
  "ȥ":"Ȥ","ȼ":"Ȼ","ɂ":"Ɂ","ɇ":"Ɇ","ɉ":"Ɉ","ɋ":"Ɋ","ɍ":"Ɍ","ɏ":"Ɏ","ɓ":"Ɓ","ɔ":"Ɔ","ɖ":"Ɖ",
  "ɗ":"Ɗ","ə":"Ə","ɛ":"Ɛ","ɠ":"Ɠ","ɣ":"Ɣ","ɨ":"Ɨ","ɩ":"Ɩ","ɯ":"Ɯ","ɲ":"Ɲ","ɵ":"Ɵ","ʀ":"Ʀ",
  "ʃ":"Ʃ","ʈ":"Ʈ","ʉ":"Ʉ","ʊ":"Ʊ","ʋ":"Ʋ","ʌ":"Ʌ","ʒ":"ƷǮǯ","ʹ":"ʹ","ͱ":"Ͱ","ͳ":"Ͳ","ͷ":"Ͷ",
  "ͻ":"Ͻ","ͼ":"Ͼ","ͽ":"Ͽ","α":"ΆΑάἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏὰάᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾰᾱᾲᾳᾴᾶᾷᾸᾹᾺΆᾼ","β":"Β",
  "γ":"Γ","δ":"Δ","ε":"ΈΕέἐἑἒἓἔἕἘἙἚἛἜἝὲέῈΈ","ζ":"Ζ",
  "η":"ΉΗήἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὴήᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟῂῃῄῆῇῊΉῌ","θ":"Θϴ",
  "ι":"ΊΐΙΪίϊἰἱἲἳἴἵἶἷἸἹἺἻἼἽἾἿὶίιῐῑῒΐῖῗῘῙῚΊ","κ":"Κ","λ":"Λ","μ":"Μ","ν":"Ν","ξ":"Ξ",
  "ο":"ΌΟόὀὁὂὃὄὅὈὉὊὋὌὍὸόῸΌ","π":"Π","ρ":"ΡῤῥῬ","σ":"Σς","τ":"Τ",
  "υ":"ΎΥΫΰϋύὐὑὒὓὔὕὖὗὙὛὝὟὺύῠῡῢΰῦῧῨῩῪΎ","φ":"Φ","χ":"Χ","ψ":"Ψ",
  "ω":"ΏΩώὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὼώᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯῲῳῴῶῷῺΏῼ","ϒ":"ϓϔ","ϗ":"Ϗ","ϙ":"Ϙ","ϛ":"Ϛ",
  "ϝ":"Ϝ","ϟ":"Ϟ","ϡ":"Ϡ","ϣ":"Ϣ","ϥ":"Ϥ","ϧ":"Ϧ","ϩ":"Ϩ","ϫ":"Ϫ","ϭ":"Ϭ","ϯ":"Ϯ","ϲ":"Ϲ",
  "ϳ":"Ϳ","ϸ":"Ϸ","ϻ":"Ϻ","а":"АӐӑӒӓ","б":"Б","в":"В","г":"ЃГѓ","д":"Д","е":"ЀЁЕѐёӖӗ",
  "ж":"ЖӁӂӜӝ","з":"ЗӞӟ","и":"ЍИЙйѝӢӣӤӥ","к":"ЌКќ","л":"Л","м":"М","н":"Н","о":"ОӦӧ","п":"П",
  "р":"Р","с":"С","т":"Т","у":"ЎУўӮӯӰӱӲӳ","ф":"Ф","х":"Х","ц":"Ц","ч":"ЧӴӵ","ш":"Ш","щ":"Щ",
  "ъ":"Ъ","ы":"ЫӸӹ","ь":"Ь","э":"ЭӬӭ","ю":"Ю","я":"Я","ђ":"Ђ","є":"Є","ѕ":"Ѕ","і":"ІЇї",
  "ј":"Ј","љ":"Љ","њ":"Њ","ћ":"Ћ","џ":"Џ","ѡ":"Ѡ","ѣ":"Ѣ","ѥ":"Ѥ","ѧ":"Ѧ","ѩ":"Ѩ","ѫ":"Ѫ",
  "ѭ":"Ѭ","ѯ":"Ѯ","ѱ":"Ѱ","ѳ":"Ѳ","ѵ":"ѴѶѷ","ѹ":"Ѹ","ѻ":"Ѻ","ѽ":"Ѽ","ѿ":"Ѿ","ҁ":"Ҁ","ҋ":"Ҋ",
  "ҍ":"Ҍ","ҏ":"Ҏ","ґ":"Ґ","ғ":"Ғ","ҕ":"Ҕ","җ":"Җ","ҙ":"Ҙ","қ":"Қ","ҝ":"Ҝ","ҟ":"Ҟ","ҡ":"Ҡ",
  "ң":"Ң","ҥ":"Ҥ","ҧ":"Ҧ","ҩ":"Ҩ","ҫ":"Ҫ","ҭ":"Ҭ","ү":"Ү","ұ":"Ұ","ҳ":"Ҳ","ҵ":"Ҵ","ҷ":"Ҷ",
  "ҹ":"Ҹ","һ":"Һ","ҽ":"Ҽ","ҿ":"Ҿ","ӄ":"Ӄ","ӆ":"Ӆ","ӈ":"Ӈ","ӊ":"Ӊ","ӌ":"Ӌ","ӎ":"Ӎ","ӏ":"Ӏ",
  "ӕ":"Ӕ","ә":"ӘӚӛ","ӡ":"Ӡ","ө":"ӨӪӫ","ӷ":"Ӷ","ӻ":"Ӻ","ӽ":"Ӽ","ӿ":"Ӿ","ԁ":"Ԁ","ԃ":"Ԃ","ԅ":"Ԅ",
  "ԇ":"Ԇ","ԉ":"Ԉ","ԋ":"Ԋ","ԍ":"Ԍ","ԏ":"Ԏ","ԑ":"Ԑ","ԓ":"Ԓ","ԕ":"Ԕ","ԗ":"Ԗ","ԙ":"Ԙ","ԛ":"Ԛ",
  "ԝ":"Ԝ","ԟ":"Ԟ","ԡ":"Ԡ","ԣ":"Ԣ","ԥ":"Ԥ","ԧ":"Ԧ","ԩ":"Ԩ","ԫ":"Ԫ","ԭ":"Ԭ","ԯ":"Ԯ","ա":"Ա",
  "բ":"Բ","գ":"Գ","դ":"Դ","ե":"Ե","զ":"Զ","է":"Է","ը":"Ը","թ":"Թ","ժ":"Ժ","ի":"Ի","լ":"Լ",
  "խ":"Խ","ծ":"Ծ","կ":"Կ","հ":"Հ","ձ":"Ձ","ղ":"Ղ","ճ":"Ճ","մ":"Մ","յ":"Յ","ն":"Ն","շ":"Շ",
  "ո":"Ո","չ":"Չ","պ":"Պ","ջ":"Ջ","ռ":"Ռ","ս":"Ս","վ":"Վ","տ":"Տ","ր":"Ր","ց":"Ց","ւ":"Ւ",
  "փ":"Փ","ք":"Ք","օ":"Օ","ֆ":"Ֆ","ỻ":"Ỻ","ỽ":"Ỽ","ỿ":"Ỿ","᾿":"῍῎῏","῾":"῝῞῟","ⱥ":"Ⱥ","ⱦ":"Ⱦ"}')
  UNION ALL
  SELECT plain, substr(rest, 1, 1), substr(rest, 2) FROM letters WHERE rest <> ''
)
SELECT letter, plain FROM letters;

-- Accents that stand for themselves: U+0300 to U+036F.
INSERT INTO foldings (letter, plain)
WITH RECURSIVE marks (code) AS (
  SELECT 768 UNION ALL SELECT code + 1 FROM marks WHERE code < 879
)
SELECT char(code), '' FROM marks;

-- What is looked up word by word, without who may see it and by what else it is
-- filtered (facets). Letters of scripts without spaces and pictograms are words
-- of their own. The first 4,000 letters count where they are taken one by one:
-- each step copies what is left.
CREATE VIEW asset_words (seq, facets, words) AS
SELECT
  seq, facets,
  iif(words NOT GLOB '*[^ -~]*', words, (
    WITH RECURSIVE letters (letter, rest) AS (
      SELECT '', substr(words, 1, 4000)
      UNION ALL
      SELECT substr(rest, 1, 1), substr(rest, 2) FROM letters WHERE rest <> ''
    )
    SELECT
      group_concat(
        iif(
          letters.letter GLOB '[☀-➿぀-ヿ㐀-鿿豈-﫿🀀-􏿽]', ' ' || letters.letter || ' ',
          ifnull(foldings.plain, letters.letter)
        ), ''
      )
    FROM letters LEFT JOIN foldings ON foldings.letter = letters.letter
  ))
FROM (
  SELECT
    assets.seq,
    replace(assets.owner_id, '-', '') || iif(assets.type = 'IMAGE', '', ' ' || lower(assets.type))
    || iif(asset_exif.rating > 0, ' rating' || asset_exif.rating, '') AS facets,
    assets.original_file_name
    || ' ' || ifnull(asset_exif.city, '') || ' ' || ifnull(asset_exif.state, '')
    || ' ' || ifnull(asset_exif.country, '') || ' ' || ifnull(asset_exif.make, '')
    || ' ' || ifnull(asset_exif.model, '') || ' ' || ifnull(asset_exif.lens_model, '')
    || ' ' || ifnull((
      SELECT group_concat(tags.value, ' ')
      FROM tag_assets INNER JOIN tags ON tags.id = tag_assets.tag_id
      WHERE tag_assets.asset_id = assets.id
    ), '')
    || ' ' || ifnull(asset_exif.description, '') AS words
  FROM assets LEFT JOIN asset_exif ON asset_exif.seq = assets.seq
);

-- What is looked up by any piece of it, in lower case without accents. Three
-- letters of the owner's id are one entry in the index, and tell nearly all owners apart.
CREATE VIEW asset_folds (seq, owner, file_name, description) AS
SELECT
  seq, owner,
  iif(file_name NOT GLOB '*[^ -~]*', lower(file_name), (
    WITH RECURSIVE letters (letter, rest) AS (
      SELECT '', substr(file_name, 1, 4000)
      UNION ALL
      SELECT substr(rest, 1, 1), substr(rest, 2) FROM letters WHERE rest <> ''
    )
    SELECT group_concat(ifnull(foldings.plain, lower(letters.letter)), '')
    FROM letters LEFT JOIN foldings ON foldings.letter = letters.letter
  )),
  iif(description NOT GLOB '*[^ -~]*', lower(description), (
    WITH RECURSIVE letters (letter, rest) AS (
      SELECT '', substr(description, 1, 4000)
      UNION ALL
      SELECT substr(rest, 1, 1), substr(rest, 2) FROM letters WHERE rest <> ''
    )
    SELECT group_concat(ifnull(foldings.plain, lower(letters.letter)), '')
    FROM letters LEFT JOIN foldings ON foldings.letter = letters.letter
  ))
FROM (
  SELECT
    assets.seq, substr(assets.owner_id, 1, 3) AS owner, assets.original_file_name AS file_name,
    ifnull(asset_exif.description, '') AS description
  FROM assets LEFT JOIN asset_exif ON asset_exif.seq = assets.seq
);

CREATE VIRTUAL TABLE asset_search USING fts5 (
  facets, words,
  tokenize = "unicode61 categories 'L* N* Co So'",
  prefix = '2 3', columnsize = 0
);
CREATE VIRTUAL TABLE asset_texts USING fts5 (
  owner, file_name, description, tokenize = 'trigram', columnsize = 0
);

INSERT INTO asset_search (rowid, facets, words)
SELECT assets.search_key, facets, words
FROM assets INNER JOIN asset_words ON asset_words.seq = assets.seq ORDER BY 1;
INSERT INTO asset_texts (rowid, owner, file_name, description)
SELECT assets.search_key, owner, file_name, description
FROM assets INNER JOIN asset_folds ON asset_folds.seq = assets.seq ORDER BY 1;

CREATE TRIGGER assets_findable AFTER INSERT ON assets
BEGIN
  INSERT INTO asset_search (rowid, facets, words)
  SELECT NEW.search_key, facets, words FROM asset_words WHERE seq = NEW.seq;
  INSERT INTO asset_texts (rowid, owner, file_name, description)
  SELECT NEW.search_key, owner, file_name, description FROM asset_folds WHERE seq = NEW.seq;
END;

CREATE TRIGGER assets_found_elsewhere AFTER UPDATE OF file_created_at ON assets
WHEN NEW.search_key <> OLD.search_key
BEGIN
  UPDATE asset_search SET rowid = NEW.search_key WHERE rowid = OLD.search_key;
  UPDATE asset_texts SET rowid = NEW.search_key WHERE rowid = OLD.search_key;
END;

CREATE TRIGGER assets_renamed AFTER UPDATE OF original_file_name ON assets
WHEN NEW.original_file_name <> OLD.original_file_name
BEGIN
  UPDATE asset_search
  SET words = (SELECT words FROM asset_words WHERE seq = NEW.seq)
  WHERE rowid = NEW.search_key;
  UPDATE asset_texts
  SET file_name = (SELECT file_name FROM asset_folds WHERE seq = NEW.seq)
  WHERE rowid = NEW.search_key;
END;

CREATE TRIGGER assets_lost AFTER DELETE ON assets
BEGIN
  DELETE FROM asset_search WHERE rowid = OLD.search_key;
  DELETE FROM asset_texts WHERE rowid = OLD.search_key;
END;

-- As an upload makes it, the row says nothing yet.
CREATE TRIGGER asset_exif_described AFTER INSERT ON asset_exif
WHEN
  coalesce(NEW.city, NEW.state, NEW.country, NEW.make, NEW.model, NEW.lens_model, NEW.rating)
  IS NOT NULL
  OR NEW.description <> ''
BEGIN
  UPDATE asset_search
  SET (facets, words) = (SELECT facets, words FROM asset_words WHERE seq = NEW.seq)
  WHERE rowid = (SELECT search_key FROM assets WHERE seq = NEW.seq);
  UPDATE asset_texts
  SET description = (SELECT description FROM asset_folds WHERE seq = NEW.seq)
  WHERE rowid = (SELECT search_key FROM assets WHERE seq = NEW.seq) AND NEW.description <> '';
END;

CREATE TRIGGER asset_exif_described_anew
AFTER UPDATE OF description, city, state, country, make, model, lens_model, rating ON asset_exif
WHEN
  (NEW.description, NEW.city, NEW.state, NEW.country, NEW.make, NEW.model, NEW.lens_model,
    NEW.rating)
  IS NOT (OLD.description, OLD.city, OLD.state, OLD.country, OLD.make, OLD.model, OLD.lens_model,
    OLD.rating)
BEGIN
  UPDATE asset_search
  SET (facets, words) = (SELECT facets, words FROM asset_words WHERE seq = NEW.seq)
  WHERE rowid = (SELECT search_key FROM assets WHERE seq = NEW.seq);
  UPDATE asset_texts
  SET description = (SELECT description FROM asset_folds WHERE seq = NEW.seq)
  WHERE
    rowid = (SELECT search_key FROM assets WHERE seq = NEW.seq)
    AND NEW.description <> OLD.description;
END;

CREATE TRIGGER tag_assets_tagged AFTER INSERT ON tag_assets
BEGIN
  UPDATE asset_search
  SET
    words = (
      SELECT words FROM asset_words WHERE seq = (SELECT seq FROM assets WHERE id = NEW.asset_id)
    )
  WHERE rowid = (SELECT search_key FROM assets WHERE id = NEW.asset_id);
END;

CREATE TRIGGER tag_assets_untagged AFTER DELETE ON tag_assets
BEGIN
  UPDATE asset_search
  SET
    words = (
      SELECT words FROM asset_words WHERE seq = (SELECT seq FROM assets WHERE id = OLD.asset_id)
    )
  WHERE rowid = (SELECT search_key FROM assets WHERE id = OLD.asset_id);
END;

-- Album names have an index of their own: written into the words of the assets,
-- the new name of one album would rewrite tens of thousands of entries.
CREATE TABLE album_names (
  seq INTEGER PRIMARY KEY,
  album_id TEXT NOT NULL UNIQUE REFERENCES albums (id) ON DELETE CASCADE
) STRICT;

CREATE VIEW album_words (seq, words) AS
SELECT
  album_names.seq,
  iif(album_name NOT GLOB '*[^ -~]*', album_name, (
    WITH RECURSIVE letters (letter, rest) AS (
      SELECT '', substr(album_name, 1, 4000)
      UNION ALL
      SELECT substr(rest, 1, 1), substr(rest, 2) FROM letters WHERE rest <> ''
    )
    SELECT
      group_concat(
        iif(
          letters.letter GLOB '[☀-➿぀-ヿ㐀-鿿豈-﫿🀀-􏿽]', ' ' || letters.letter || ' ',
          ifnull(foldings.plain, letters.letter)
        ), ''
      )
    FROM letters LEFT JOIN foldings ON foldings.letter = letters.letter
  ))
FROM album_names INNER JOIN albums ON albums.id = album_names.album_id;

CREATE VIRTUAL TABLE album_search USING fts5 (
  words,
  tokenize = "unicode61 categories 'L* N* Co So'",
  prefix = '2 3', columnsize = 0
);

INSERT INTO album_names (album_id) SELECT id FROM albums;
INSERT INTO album_search (rowid, words) SELECT seq, words FROM album_words;

CREATE TRIGGER albums_findable AFTER INSERT ON albums
BEGIN
  INSERT INTO album_names (album_id) VALUES (NEW.id);
  INSERT INTO album_search (rowid, words)
  SELECT seq, words FROM album_words
  WHERE seq = (SELECT seq FROM album_names WHERE album_id = NEW.id);
END;

CREATE TRIGGER albums_renamed AFTER UPDATE OF album_name ON albums
WHEN NEW.album_name <> OLD.album_name
BEGIN
  UPDATE album_search
  SET
    words = (
      SELECT words FROM album_words
      WHERE seq = (SELECT seq FROM album_names WHERE album_id = NEW.id)
    )
  WHERE rowid = (SELECT seq FROM album_names WHERE album_id = NEW.id);
END;

CREATE TRIGGER album_names_lost AFTER DELETE ON album_names
BEGIN
  DELETE FROM album_search WHERE rowid = OLD.seq;
END;

-- Whatever is skipped on the way to a later page is read in the index alone.
DROP INDEX assets_by_capture;
CREATE INDEX assets_by_capture
ON assets (owner_id, file_created_at, id, visibility, deleted_at);
CREATE INDEX assets_favorite_by_capture
ON assets (owner_id, file_created_at, id, visibility, deleted_at) WHERE is_favorite = 1;
-- Whose motion parts are locked with them.
CREATE INDEX assets_locked_stills ON assets (owner_id, live_photo_video_id)
WHERE visibility = 'locked' AND live_photo_video_id IS NOT NULL;
CREATE INDEX asset_exif_size ON asset_exif (owner_id, file_size_in_byte);

-- Facts of the camera and ratings are words of the index above.
DROP INDEX asset_exif_camera;
DROP INDEX asset_exif_lens;
DROP INDEX asset_exif_rating;
DROP INDEX asset_exif_city;
CREATE INDEX asset_exif_city ON asset_exif (owner_id, city) WHERE city IS NOT NULL;

-- Which places and cameras each timeline shows, and how often. '' is unknown.
CREATE TABLE asset_places (
  -- No foreign key: see timeline_buckets.
  owner_id TEXT NOT NULL,
  country TEXT NOT NULL,
  state TEXT NOT NULL,
  city TEXT NOT NULL,
  -- 0 stays.
  count INTEGER NOT NULL,
  PRIMARY KEY (owner_id, country, state, city)
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_places_city ON asset_places (city);

CREATE TABLE asset_cameras (
  owner_id TEXT NOT NULL,
  make TEXT NOT NULL,
  model TEXT NOT NULL,
  lens_model TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (owner_id, make, model, lens_model)
) STRICT, WITHOUT ROWID;

CREATE VIEW placed_assets (seq, owner_id, country, state, city) AS
SELECT seq, owner_id, ifnull(country, ''), ifnull(state, ''), ifnull(city, '')
FROM asset_exif WHERE coalesce(country, state, city) IS NOT NULL;

CREATE VIEW photographed_assets (seq, owner_id, make, model, lens_model) AS
SELECT seq, owner_id, ifnull(make, ''), ifnull(model, ''), ifnull(lens_model, '')
FROM asset_exif WHERE coalesce(make, model, lens_model) IS NOT NULL;

CREATE VIEW timeline_assets (seq) AS
SELECT seq FROM assets WHERE visibility = 'timeline' AND deleted_at IS NULL;

INSERT INTO asset_places (owner_id, country, state, city, count)
SELECT owner_id, country, state, city, count(*)
FROM placed_assets INNER JOIN timeline_assets USING (seq) GROUP BY 1, 2, 3, 4;

INSERT INTO asset_cameras (owner_id, make, model, lens_model, count)
SELECT owner_id, make, model, lens_model, count(*)
FROM photographed_assets INNER JOIN timeline_assets USING (seq) GROUP BY 1, 2, 3, 4;

CREATE TRIGGER asset_exif_placed AFTER INSERT ON asset_exif
WHEN coalesce(NEW.country, NEW.state, NEW.city) IS NOT NULL
BEGIN
  INSERT INTO asset_places (owner_id, country, state, city, count)
  SELECT owner_id, country, state, city, 1
  FROM placed_assets INNER JOIN timeline_assets USING (seq) WHERE seq = NEW.seq
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER asset_exif_placed_anew AFTER UPDATE OF country, state, city ON asset_exif
WHEN
  (NEW.country, NEW.state, NEW.city)
  IS NOT (OLD.country, OLD.state, OLD.city)
BEGIN
  UPDATE asset_places SET count = count - 1
  WHERE
    owner_id = OLD.owner_id
    AND (country, state, city)
    = (ifnull(OLD.country, ''), ifnull(OLD.state, ''), ifnull(OLD.city, ''))
    AND coalesce(OLD.country, OLD.state, OLD.city) IS NOT NULL
    AND EXISTS (SELECT 1 FROM timeline_assets WHERE seq = OLD.seq);
  INSERT INTO asset_places (owner_id, country, state, city, count)
  SELECT owner_id, country, state, city, 1
  FROM placed_assets INNER JOIN timeline_assets USING (seq) WHERE seq = NEW.seq
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER asset_exif_photographed AFTER INSERT ON asset_exif
WHEN coalesce(NEW.make, NEW.model, NEW.lens_model) IS NOT NULL
BEGIN
  INSERT INTO asset_cameras (owner_id, make, model, lens_model, count)
  SELECT owner_id, make, model, lens_model, 1
  FROM photographed_assets INNER JOIN timeline_assets USING (seq) WHERE seq = NEW.seq
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER asset_exif_photographed_anew AFTER UPDATE OF make, model, lens_model ON asset_exif
WHEN
  (NEW.make, NEW.model, NEW.lens_model)
  IS NOT (OLD.make, OLD.model, OLD.lens_model)
BEGIN
  UPDATE asset_cameras SET count = count - 1
  WHERE
    owner_id = OLD.owner_id
    AND (make, model, lens_model)
    = (ifnull(OLD.make, ''), ifnull(OLD.model, ''), ifnull(OLD.lens_model, ''))
    AND coalesce(OLD.make, OLD.model, OLD.lens_model) IS NOT NULL
    AND EXISTS (SELECT 1 FROM timeline_assets WHERE seq = OLD.seq);
  INSERT INTO asset_cameras (owner_id, make, model, lens_model, count)
  SELECT owner_id, make, model, lens_model, 1
  FROM photographed_assets INNER JOIN timeline_assets USING (seq) WHERE seq = NEW.seq
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER assets_listed AFTER UPDATE OF visibility, deleted_at ON assets
WHEN
  NEW.visibility = 'timeline' AND NEW.deleted_at IS NULL
  AND NOT (OLD.visibility = 'timeline' AND OLD.deleted_at IS NULL)
BEGIN
  INSERT INTO asset_places (owner_id, country, state, city, count)
  SELECT owner_id, country, state, city, 1 FROM placed_assets WHERE seq = NEW.seq
  ON CONFLICT DO UPDATE SET count = count + 1;
  INSERT INTO asset_cameras (owner_id, make, model, lens_model, count)
  SELECT owner_id, make, model, lens_model, 1 FROM photographed_assets WHERE seq = NEW.seq
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER assets_unlisted AFTER UPDATE OF visibility, deleted_at ON assets
WHEN
  OLD.visibility = 'timeline' AND OLD.deleted_at IS NULL
  AND NOT (NEW.visibility = 'timeline' AND NEW.deleted_at IS NULL)
BEGIN
  UPDATE asset_places SET count = count - 1
  WHERE
    (owner_id, country, state, city)
    = (SELECT owner_id, country, state, city FROM placed_assets WHERE seq = NEW.seq);
  UPDATE asset_cameras SET count = count - 1
  WHERE
    (owner_id, make, model, lens_model)
    = (SELECT owner_id, make, model, lens_model FROM photographed_assets WHERE seq = NEW.seq);
END;

-- Before, because afterwards nobody knows what it said.
CREATE TRIGGER assets_delisted BEFORE DELETE ON assets
WHEN OLD.visibility = 'timeline' AND OLD.deleted_at IS NULL
BEGIN
  UPDATE asset_places SET count = count - 1
  WHERE
    (owner_id, country, state, city)
    = (SELECT owner_id, country, state, city FROM placed_assets WHERE seq = OLD.seq);
  UPDATE asset_cameras SET count = count - 1
  WHERE
    (owner_id, make, model, lens_model)
    = (SELECT owner_id, make, model, lens_model FROM photographed_assets WHERE seq = OLD.seq);
END;

CREATE TRIGGER users_delisted AFTER DELETE ON users
BEGIN
  DELETE FROM asset_places WHERE owner_id = OLD.id;
  DELETE FROM asset_cameras WHERE owner_id = OLD.id;
END;
