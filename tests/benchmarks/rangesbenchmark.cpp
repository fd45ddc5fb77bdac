#include "core/listing/objectquery.h"
#include "core/listing/rangedlisting.h"
#include "core/session/session.h"
#include "tests/benchmarks/benchmarks.h"
#include "tests/benchmarks/looptimer.h"
#include "tests/benchmarks/stopwatch.h"

#include <QtCore/QCommandLineParser>

namespace inia::benchmarks {

namespace {

struct Search {
    ObjectQuery::Kind kind;
    const char* text;
};

/// The time for all rows, in ms.
Result<double> searchTime(const ListedRows& rows, const Search& search, std::size_t& hits)
{
    ObjectQuery query;
    query.kind = search.kind;
    query.text = search.text;
    auto matcher = ObjectMatcher::of(query);
    if (!matcher)
        return matcher.error();
    const Stopwatch watch;
    hits = matchingRows(rows, *matcher, 0, rows.size()).size();
    return watch.wall() * 1e3;
}

} // namespace

Result<Value> benchmarkRanges(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("endpoint-url"), {}, QStringLiteral("URL")},
                       {QStringLiteral("bucket"), {}, QStringLiteral("BUCKET")},
                       {QStringLiteral("prefix"), {}, QStringLiteral("PREFIX")},
                       {QStringLiteral("workers"), {}, QStringLiteral("N"), QStringLiteral("8")}});
    const auto value = [&](const char* name) { return parser.value(QLatin1String(name)).toStdString(); };
    if (!parser.parse(QStringList(QStringLiteral("ranges")) + arguments) || value("endpoint-url").empty() ||
        value("bucket").empty())
        return makeError(ErrorKind::Parameter, "BadArguments",
                         "this takes --endpoint-url URL --bucket BUCKET [--prefix PREFIX] [--workers N]");
    auto runtime = Runtime::standard();
    if (!runtime)
        return runtime.error();
    SessionOptions options;
    options.client.endpointUrl = value("endpoint-url");
    const auto session = Session::create(*runtime, options);
    if (!session)
        return session.error();
    const auto client = session->client("s3");
    if (!client)
        return client.error();
    RangedListing::Order order;
    order.bucket = value("bucket");
    order.prefix = value("prefix");
    order.workers = parser.value(QStringLiteral("workers")).toInt();
    auto listing = makeOwned<RangedListing>(*client, std::move(order));
    LoopTimer loop;
    const double memory = peakBytes();
    const Stopwatch watch;
    listing->start();
    loop.run([&] { return listing->isFinished(); });
    const double wall = watch.wall();
    const double cpu = watch.cpu();
    if (!listing->result())
        return listing->result().error();
    const double peak = peakBytes();
    const ListedRows rows = listing->takeRows();
    std::size_t hits = 0;
    std::size_t globHits = 0;
    std::size_t regexHits = 0;
    const auto words = searchTime(rows, {ObjectQuery::Kind::Words, "0042 gz"}, hits);
    const auto glob = searchTime(rows, {ObjectQuery::Kind::Glob, "*-0042-*.gz"}, globHits);
    const auto regex = searchTime(rows, {ObjectQuery::Kind::Regex, "-0042-[0-9a-f]+\\.json"}, regexHits);
    if (!words || !glob || !regex)
        return !words ? words.error() : !glob ? glob.error() : regex.error();
    const auto count = static_cast<std::int64_t>(rows.size());
    return Value::map({{"rows", count},
                       {"requests", listing->requests()},
                       {"ranges", listing->result()->ranges.size()},
                       {"wall_s", wall},
                       {"cpu_s", cpu},
                       {"peak_rss_mb", peak / 1e6},
                       {"bytes_per_row", count > 0 ? (peak - memory) / static_cast<double>(count) : 0.0},
                       {"longest_turn_ms", loop.longestTurnMs()},
                       {"search_words_ms", *words},
                       {"search_glob_ms", *glob},
                       {"search_regex_ms", *regex},
                       {"hits", Value::list({hits, globHits, regexHits})}});
}

} // namespace inia::benchmarks
