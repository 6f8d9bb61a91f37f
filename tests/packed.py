"""A WACZ taken apart, for the tests of what packs one."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from crawler.captures.scan import Record, records


class Unpacked:
    """What stands in a WACZ; making one checks whatever has to hold of each.

    The validator of py-wacz, which the slow tests run, lets most of this pass.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as opened:
            assert opened.testzip() is None
            self.infos = opened.infolist()
            self.parts = {info.filename: opened.read(info) for info in self.infos}
        assert len(self.parts) == len(self.infos)
        self.manifest = json.loads(self.parts["datapackage.json"])
        (self.warc_path,) = [name for name in self.parts if name.startswith("archive/")]
        self.warc = self.parts[self.warc_path]
        for info in self.infos:
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            if info.filename.endswith(".gz"):
                assert info.compress_type == zipfile.ZIP_STORED, info.filename
        self._check_manifest()
        self._check_index()

    def _check_manifest(self) -> None:
        manifest = self.manifest
        assert (manifest["profile"], manifest["wacz_version"]) == ("data-package", "1.1.1")
        assert not {"licenses", "created"} & manifest.keys()
        named = {each["path"]: each for each in manifest["resources"]}
        assert self.parts.keys() - named.keys() == {"datapackage.json", "datapackage-digest.json"}
        for path, each in named.items():
            assert each["hash"] == f"sha256:{hashlib.sha256(self.parts[path]).hexdigest()}"
            assert each["bytes"] == len(self.parts[path])
            assert each["name"] == path.rpartition("/")[2]
        digest = json.loads(self.parts["datapackage-digest.json"])
        whole = hashlib.sha256(self.parts["datapackage.json"]).hexdigest()
        assert digest == {"path": "datapackage.json", "hash": f"sha256:{whole}"}

    def _check_index(self) -> None:
        packed = self.parts["indexes/index.cdx.gz"]
        text = gzip.decompress(packed).decode()
        self.index = [
            (key, moment, json.loads(fields))
            for key, moment, fields in (line.split(" ", 2) for line in text.splitlines())
        ]
        assert text.splitlines() == sorted(text.splitlines())
        meta, *told = self.parts["indexes/index.idx"].decode().splitlines()
        assert meta == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
        at = 0
        for line in told:
            start, _, fields = line.partition(" {")
            place = json.loads("{" + fields)
            block = packed[place["offset"] : place["offset"] + place["length"]]
            assert place["offset"] == at
            assert place["digest"] == f"sha256:{hashlib.sha256(block).hexdigest()}"
            assert gzip.decompress(block).decode().startswith(f"{start} {{")
            at += place["length"]
        assert at == len(packed)
        answers = [each for each in self.records() if each.kind in ("response", "revisit")]
        places = {(each.offset, each.length): each for each in answers}
        assert len(self.index) == len(places)
        for _, moment, fields in self.index:
            record = places[int(fields["offset"]), int(fields["length"])]
            assert (fields["url"], fields["filename"]) == (record.url, self.warc_path[8:])
            assert moment == "".join(filter(str.isdigit, record.date))
            assert fields.get("status") == str(record.status)

    def records(self) -> list[Record]:
        """The records of its WARC file, all of which have to be sound."""
        found = list(records(io.BytesIO(self.warc)))
        assert all(isinstance(each, Record) and not each.problems for each in found), found
        return found

    def kinds(self) -> list[str]:
        return [each.kind for each in self.records()]

    def addresses(self, *kinds: str) -> list[str]:
        """The addresses of its answers, in the order of the file."""
        kinds = kinds or ("response", "revisit")
        return [each.url for each in self.records() if each.kind in kinds]

    def pages(self) -> list[dict[str, Any]]:
        head, *pages = map(json.loads, self.parts["pages/pages.jsonl"].decode().splitlines())
        assert head == {"format": "json-pages-1.0", "id": "pages", "title": "Articles"}
        assert len({page["id"] for page in pages}) == len(pages)
        for page in pages:
            assert (page["url"], page["ts"]) in {(r.url, r.date) for r in self.records()}
        return pages
