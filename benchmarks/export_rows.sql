SELECT bureau || '/' || article_id AS key, bureau, article_id, url, kind, language,
 (SELECT s.bureau || '/' || s.article_id FROM story_members AS m JOIN stories AS s ON s.id = m.story WHERE m.article = a.id) AS story,
 title, subtitle, text, pull_quote, published, published_utc, published_day, published_precision, published_source, updated, dateline_place, dateline_day, source_label, category,
 (SELECT json_group_array(json_object('role', role, 'name', name, 'printed', printed) ORDER BY seq) FROM credits WHERE article = a.id) AS credits,
 (SELECT json_group_array(name ORDER BY seq) FROM article_tags JOIN tags ON tags.id = tag WHERE article = a.id) AS tags,
 (SELECT json_group_array(json_object('url', url, 'caption', caption, 'credit', credit) ORDER BY seq) FROM images WHERE article = a.id) AS images,
 copyright, rights_notice,
 (SELECT json_group_array(carrier ORDER BY carrier) FROM signals WHERE article = a.id) AS reserved_by,
 is_press_release,
 (SELECT max(seq) FROM revisions WHERE article = a.id) AS revision,
 (SELECT count(*) FROM revisions WHERE article = a.id) AS revisions,
 (SELECT first_seen FROM revisions WHERE article = a.id ORDER BY seq DESC LIMIT 1) AS state_first_seen,
 first_seen, last_seen, missing_since, text_sha256, content_sha256, fetched_at, layout, extractor_version,
 (SELECT json_group_array(flag) FROM flags WHERE article = a.id) AS flags
FROM articles AS a ORDER BY bureau, published_utc, id
-- The rows of `antara export`, as far as SQL can say them: bench_export.py gives it to sqlite-utils.
