"""How an inspection looks; colours never stand alone."""

from __future__ import annotations

POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="'
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'\">"
    '<meta name="referrer" content="no-referrer">'
)
"""Nothing is loaded and nothing runs."""

_COLOURS = """
:root { color-scheme: light dark;
  --paper: #fff; --ink: #1b1f24; --dim: #57606a; --line: #d0d7de; --card: #f6f8fa;
  --kept: #dafbe1; --kept-ink: #116329; --removed: #ffebe9; --removed-ink: #a40e26;
  --back: #fff3c4; --back-ink: #7a4d00; --frame: #0550ae; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #0d1117; --ink: #e6edf3; --dim: #9da7b3; --line: #30363d; --card: #161b22;
  --kept: #0f3320; --kept-ink: #7ee2a0; --removed: #4a1519; --removed-ink: #ffa198;
  --back: #4b3600; --back-ink: #f2cc60; --frame: #79b8ff; } }
* { box-sizing: border-box; }
"""

PAGE_STYLE = (
    _COLOURS
    + """
body { margin: 0; padding: 1rem; font: 15px/1.6 system-ui, sans-serif; background: var(--paper);
  color: var(--ink); overflow-wrap: anywhere; }
img { max-width: 100%; } table { border-collapse: collapse; } td, th { border: 1px solid
  var(--line); padding: .2em .5em; vertical-align: top; }
a { color: inherit; text-decoration: underline dotted; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: .8em 0 .4em; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; } h3, h4, h5, h6 { font-size: 1.05rem; }
ul, ol { padding-left: 1.6em; } figure { margin: 1em 0; }
mark { background: none; color: inherit; border-radius: 2px; padding: 0 .1em;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark[data-antara=kept] { background: var(--kept); border-bottom: 2px solid var(--kept-ink); }
mark[data-antara=removed] { background: var(--removed); border-bottom: 2px dashed
  var(--removed-ink); text-decoration: line-through; text-decoration-thickness: 1px;
  text-decoration-color: var(--removed-ink); }
mark[data-antara=put_back] { background: var(--back); border-bottom: 3px dotted var(--back-ink); }
mark[data-label]::before { content: attr(data-label); display: inline-block; margin: 0 .4em 0 0;
  padding: 0 .4em; border-radius: 3px; color: var(--paper); font: 600 11px/1.5 system-ui,
  sans-serif; text-decoration: none; white-space: nowrap; }
mark[data-antara=kept]::before { background: var(--kept-ink); }
mark[data-antara=removed]::before { background: var(--removed-ink); }
mark[data-antara=put_back]::before { background: var(--back-ink); }
mark:target { outline: 3px solid var(--frame); outline-offset: 2px; scroll-margin: 35vh; }
mark[data-label] { scroll-margin: 35vh; }
[data-antara=container] { outline: 3px solid var(--frame); outline-offset: 4px; margin: 2em 0;
  padding: .2em .6em; scroll-margin: 2em; scroll-initial-target: nearest; }
[data-antara=container]::before { content: "container"; display: table; margin: -.2em 0 .6em -.6em;
  padding: .1em .6em; background: var(--frame); color: var(--paper); font: 600 12px/1.6
  system-ui, sans-serif; }
[data-antara=note] { display: inline-block; padding: .1em .5em; border: 1px dashed var(--dim);
  border-radius: 3px; color: var(--dim); font-size: .85em; }
"""
)

SHEET_STYLE = (
    _COLOURS
    + """
html, body { height: 100%; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: var(--paper);
  color: var(--ink); display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  overflow-wrap: anywhere; }
iframe { width: 100%; height: 100%; border: 0; border-right: 1px solid var(--line);
  background: var(--paper); display: block; }
#page, #sheet { height: 100vh; }
#sheet { overflow: auto; padding: 1.2rem 1.4rem 4rem; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: 1rem; padding: .5em;
  background: var(--paper); z-index: 1; }
:focus-visible { outline: 3px solid var(--frame); outline-offset: -2px; }
h1 { font-size: 1.35rem; line-height: 1.25; margin: .2rem 0 .6rem; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; padding-top: .8rem; border-top: 1px solid
  var(--line); }
h3 { font-size: .95rem; margin: 1rem 0 .3rem; }
p { margin: .4rem 0; } nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap;
  gap: .2rem 1rem; margin: .6rem 0 0; }
a { color: var(--frame); }
code { font: .88em/1.4 ui-monospace, monospace; background: var(--card); padding: .08em .3em;
  border-radius: 3px; }
.dim { color: var(--dim); } .small { font-size: .87em; }
.verdict { padding: .6rem .8rem; border: 1px solid var(--line); border-left: 6px solid
  var(--kept-ink); background: var(--card); border-radius: 4px; }
.verdict.no { border-left-color: var(--removed-ink); border-left-style: double; }
.verdict.guess { border-left-color: var(--back-ink); border-left-style: dashed; }
table { border-collapse: collapse; width: 100%; font-size: .93em; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px
  solid var(--line); }
thead th { white-space: nowrap; color: var(--dim); font-weight: 600; font-size: .87em; }
tbody th { font-weight: 600; white-space: nowrap; }
td.number { text-align: right; white-space: nowrap; }
.fields td:last-child { min-width: 13rem; width: 36%; }
ul.plain, ol.plain { margin: 0; padding: 0; list-style: none; }
details summary { cursor: pointer; color: var(--dim); font-size: .87em; }
details[open] summary { margin-bottom: .3rem; }
.fate { display: inline-block; white-space: nowrap; padding: 0 .45em; border-radius: 3px;
  font-size: .87em; font-weight: 600; border-bottom: 2px solid; }
.fate.kept { background: var(--kept); color: var(--kept-ink); }
.fate.removed { background: var(--removed); color: var(--removed-ink);
  border-bottom-style: dashed; }
.fate.put_back { background: var(--back); color: var(--back-ink); border-bottom: 3px dotted; }
.flag { display: inline-block; margin: 0 .4em .3em 0; padding: .05em .5em; border: 1px solid
  var(--back-ink); color: var(--back-ink); border-radius: 3px; font-size: .9em; }
.chosen { background: var(--card); }
.text p { margin: 0 0 .8em; max-width: 46rem; white-space: pre-line; }
@media (max-width: 60rem) { body { display: block; } #page { height: 60vh; border-bottom: 2px solid
  var(--line); } #sheet { height: auto; } }
@media print { body { display: block; } #page, #sheet { height: auto; } }
"""
)
