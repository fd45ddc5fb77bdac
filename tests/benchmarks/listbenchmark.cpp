#include "core/observe/exchangelog.h"
#include "core/s3/s3listing.h"
#include "core/session/session.h"
#include "tests/benchmarks/benchmarks.h"
#include "tests/benchmarks/looptimer.h"
#include "tests/benchmarks/stopwatch.h"
#include "ui/models/objecttablemodel.h"

#ifdef INIA_HAS_VIEW
#include "tests/benchmarks/attachedview.h"
#endif

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>

namespace inia::benchmarks {

namespace {

using Model = ui::ObjectTableModel;

struct Listing {
    std::string endpoint;
    std::string bucket;
    std::string prefix;
    bool view = false;
    bool record = false;
};

Result<Listing> listingFrom(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("endpoint-url"), {}, QStringLiteral("URL")},
                       {QStringLiteral("bucket"), {}, QStringLiteral("BUCKET")},
                       {QStringLiteral("prefix"), {}, QStringLiteral("PREFIX")},
                       {QStringLiteral("view"), {}},
                       {QStringLiteral("record"), {}}});
    const auto value = [&](const char* name) { return parser.value(QLatin1String(name)).toStdString(); };
    const bool parsed = parser.parse(QStringList(QStringLiteral("list")) + arguments);
    if (!parsed || value("endpoint-url").empty() || value("bucket").empty() ||
        !parser.positionalArguments().isEmpty())
        return makeError(
            ErrorKind::Parameter, "BadArguments",
            "this takes --endpoint-url URL --bucket BUCKET [--prefix PREFIX] [--view] [--record]");
    return Listing{value("endpoint-url"), value("bucket"), value("prefix"),
                   parser.isSet(QStringLiteral("view")), parser.isSet(QStringLiteral("record"))};
}

/// What the window lists of a place, with a session of its kind.
Result<Collection> collectionOf(const Listing& listing)
{
    auto runtime = Runtime::standard();
    if (!runtime)
        return runtime.error();
    if (listing.record)
        runtime->exchangeLog = std::make_shared<ExchangeLog>();
    SessionOptions options;
    options.client.endpointUrl = listing.endpoint;
    const auto session = Session::create(*runtime, options);
    if (!session)
        return session.error();
    const auto s3 = session->resource("s3");
    if (!s3)
        return s3.error();
    const auto bucket = s3->subResource("Bucket", {listing.bucket});
    if (!bucket)
        return bucket.error();
    return objectsBelow(*bucket, listing.prefix);
}

bool hasEnded(const Model& model)
{
    return model.state() == Model::State::Complete || model.state() == Model::State::Failed;
}

} // namespace

Result<Value> benchmarkList(const QStringList& arguments)
{
    const auto listing = listingFrom(arguments);
    if (!listing)
        return listing.error();
    const auto collection = collectionOf(*listing);
    if (!collection)
        return collection.error();
    Model model;
#ifdef INIA_HAS_VIEW
    std::unique_ptr<AttachedView> view;
    if (listing->view) {
        view = std::make_unique<AttachedView>(model);
        QCoreApplication::processEvents(); // fonts and the like are no part of a listing
    }
#endif
    LoopTimer loop;
    const double memory = peakBytes();
    const Stopwatch watch;
    model.open(*collection, S3Location{listing->bucket, listing->prefix});
    model.loadAll();
    loop.run([&] { return hasEnded(model); });
    const double wall = watch.wall();
    const double cpu = watch.cpu();
    if (model.error())
        return *model.error();
    const auto rows = model.rowCount();
    return Value::map({{"rows", rows},
                       {"requests", model.requests()},
                       {"wall_s", wall},
                       {"cpu_s", cpu},
                       {"peak_rss_mb", peakBytes() / 1e6},
                       {"bytes_per_row", rows > 0 ? (peakBytes() - memory) / rows : 0.0},
                       {"longest_turn_ms", loop.longestTurnMs()}});
}

Result<Value> benchmarkFirstRows(const QStringList& arguments)
{
#ifdef INIA_HAS_VIEW
    const auto listing = listingFrom(arguments);
    if (!listing)
        return listing.error();
    const auto collection = collectionOf(*listing);
    if (!collection)
        return collection.error();
    Model model;
    const AttachedView view(model);
    LoopTimer loop;
    model.open(*collection, S3Location{listing->bucket, listing->prefix});
    loop.run([&] { return view.hasShownRows() || model.error(); });
    if (model.error())
        return *model.error();
    return Value::map({{"rows", model.rowCount()}, {"requests", model.requests()}});
#else
    Q_UNUSED(arguments)
    return makeError(ErrorKind::Unsupported, "NoView", "This build has no window (INIA_BUILD_APP).");
#endif
}

} // namespace inia::benchmarks
