#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <QtCore/QStringList>

namespace inia::benchmarks {

// The subcommands of inia-bench, a file each. They take the arguments behind their name and answer with a
// list of rows (see Measurement::row()).

/// SERVICE: from nothing to a client that can call.
[[nodiscard]] Result<Value> benchmarkClient(const QStringList& arguments);
/// CASES: signatures of requests.
[[nodiscard]] Result<Value> benchmarkSign(const QStringList& arguments);
/// CASES: parameters to a signed request, and an answer to values.
[[nodiscard]] Result<Value> benchmarkProtocol(const QStringList& arguments);
/// CASES: whole calls with their records in an ExchangeLog and without, in turn.
[[nodiscard]] Result<Value> benchmarkRecord(const QStringList& arguments);

/// --endpoint-url URL --bucket B [--prefix P] [--view] [--record]: a listing into the model of the window,
/// with its table and with the records of its calls when asked for. Answers with a map instead of rows:
/// {"rows", "requests", "wall_s", "cpu_s", "peak_rss_mb", "bytes_per_row", "longest_turn_ms"}.
[[nodiscard]] Result<Value> benchmarkList(const QStringList& arguments);
/// --endpoint-url URL --bucket B [--prefix P] [--workers N]: a listing in ranges side by side, its rows kept;
/// then a search over them. Answers with {"rows", "requests", "ranges", "wall_s", "cpu_s", "peak_rss_mb",
/// "bytes_per_row", "longest_turn_ms", "search_words_ms", "search_glob_ms", "search_regex_ms", "hits"}.
[[nodiscard]] Result<Value> benchmarkRanges(const QStringList& arguments);
/// As benchmarkList(): ends when the window's table has drawn the first rows, so that the time of the process
/// is what a user waits for. Answers with {"rows", "requests"}.
[[nodiscard]] Result<Value> benchmarkFirstRows(const QStringList& arguments);
/// --endpoint-url URL --bucket B (--upload PATH | --download DIR) [--prefix P]: a file or a folder up, or all
/// below a prefix down, through the window's queue of transfers with its journal. What is there is
/// overwritten. Answers with {"files", "bytes", "wall_s", "cpu_s", "peak_rss_mb", "longest_turn_ms"}.
[[nodiscard]] Result<Value> benchmarkTransfer(const QStringList& arguments);
/// opening: {"ready_ms", "ready_cpu_ms"} from the start of the process to the explorer on screen,
/// {"all_services_ms", "services"} of showing all of them, {"tab_ms", "tab_cpu_ms", "tab_mb"} of the second
/// to the tenth tab, {"explorer_cpu_ms", "explorer_mb"} of what the services make of that. rows: {"rows",
/// "paints", "filling_turn_ms", "choosing_turn_ms", "longest_turn_ms"} of the inspector. The whole window,
/// offscreen.
[[nodiscard]] Result<Value> benchmarkWindow(const QStringList& arguments);

} // namespace inia::benchmarks
