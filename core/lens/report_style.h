#pragma once

#include <string_view>

namespace lossylens::lens {

// Style of the report: holds no <, > or &, so that it stands in XML as it is.
inline constexpr std::string_view report_style = R"(
:root{color-scheme:light dark;--back:#eef0f3;--panel:#fff;--text:#1b1f27;--muted:#5a6270;--line:#d4d9e0;
--accent:#1f5fbf;--bar:#cfe0f7;--mark:#b3261e;--tint:#fde7e4;--bytes:#8a5a00}
@media (prefers-color-scheme:dark){:root{--back:#15181d;--panel:#1f242b;--text:#e8ebf0;--muted:#a3acba;--line:#3a424d;
--accent:#7fb2ff;--bar:#29456e;--mark:#ff9d94;--tint:#4a2422;--bytes:#e0b050}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:72rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0}
h2{font-size:1.15rem;margin:0 0 .5rem}
h3{font-size:1rem;margin:0}
section{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.9rem;margin:1rem 0}
p{margin:.4rem 0}
.muted,figcaption,small{color:var(--muted)}
.text,pre{white-space:pre-wrap;margin:.5rem 0;font:inherit}
pre.command{font-family:ui-monospace,monospace;font-size:.875rem;background:var(--back);padding:.6rem;border-radius:.3rem}
.chips{display:flex;flex-wrap:wrap;gap:.3rem;list-style:none;margin:.5rem 0;padding:0}
.chips li{border:1px solid var(--line);border-radius:.3rem;padding:.1rem .4rem;text-align:center}
.chips small{display:block;font-size:.75rem;font-variant-numeric:tabular-nums;color:inherit}
.texts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(19rem,100%),1fr));gap:1rem}
.texts article{border:1px solid var(--line);border-radius:.4rem;padding:.7rem}
.parts{border-left:.2rem solid var(--mark);background:var(--tint);color:var(--mark);font-size:.8rem;font-weight:600;
padding:0 .3rem;margin:0 .15rem;white-space:nowrap}
.loop{border-bottom:.15rem dotted var(--mark)}
.loopname{font-size:.8rem;font-weight:600;color:var(--mark);white-space:nowrap}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid var(--line);padding:.25rem .4rem;text-align:right;vertical-align:top;overflow-wrap:normal}
th:first-child,td:first-child{text-align:left}
figure{margin:.75rem 0}
figure img{width:100%;height:auto;min-height:3rem;image-rendering:pixelated;border:1px solid var(--line);display:block}
svg{display:block;width:100%;max-width:44rem;height:auto}
svg text{font:11px system-ui,sans-serif;fill:var(--muted)}
.axis{stroke:var(--line);fill:none}
.token{stroke:var(--muted);stroke-opacity:.35;fill:none}
.overall{stroke:var(--accent);stroke-width:2.5;fill:none}
.bytes{stroke:var(--bytes);stroke-dasharray:5 4;fill:none}
.band{fill:var(--bar);fill-opacity:.6}
.at{stroke:var(--mark);stroke-dasharray:2 3}
svg text.strong{fill:var(--text);font-weight:600}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.2rem 1rem;margin:0}
dt{color:var(--muted)}
dd{margin:0}
summary{cursor:pointer;padding:.3rem 0}
@media (max-width:32rem){table{font-size:.85rem}th{overflow-wrap:anywhere}}
)";

}  // namespace lossylens::lens
