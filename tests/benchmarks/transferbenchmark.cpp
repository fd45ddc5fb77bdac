#include "core/session/session.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/folderwalk.h"
#include "core/transfer/transfer.h"
#include "tests/benchmarks/benchmarks.h"
#include "tests/benchmarks/looptimer.h"
#include "tests/benchmarks/stopwatch.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

#include <optional>

namespace inia::benchmarks {

namespace {

struct Order {
    std::string endpoint;
    TransferJob job;
    QString source; ///< of an upload
};

Error problem(const char* code, std::string message)
{
    return makeError(ErrorKind::Parameter, code, std::move(message));
}

Result<Order> orderFrom(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("endpoint-url"), {}, QStringLiteral("URL")},
                       {QStringLiteral("bucket"), {}, QStringLiteral("BUCKET")},
                       {QStringLiteral("prefix"), {}, QStringLiteral("PREFIX")},
                       {QStringLiteral("upload"), {}, QStringLiteral("PATH")},
                       {QStringLiteral("download"), {}, QStringLiteral("DIR")}});
    const bool parsed = parser.parse(QStringList(QStringLiteral("transfer")) + arguments);
    const auto value = [&](const char* name) { return parser.value(QLatin1String(name)).toStdString(); };
    Order order;
    order.endpoint = value("endpoint-url");
    order.source = parser.value(QStringLiteral("upload"));
    order.job.bucket = value("bucket");
    order.job.prefix = value("prefix");
    order.job.folder = parser.value(QStringLiteral("download"));
    order.job.kind = order.source.isEmpty() ? TransferKind::Download : TransferKind::Upload;
    order.job.existing = ExistingPolicy::Overwrite; // as the peers do it
    order.job.isListing = order.job.kind == TransferKind::Download;
    if (!parsed || order.endpoint.empty() || order.job.bucket.empty() ||
        order.source.isEmpty() == order.job.folder.isEmpty() || !parser.positionalArguments().isEmpty())
        return problem("BadArguments", "this takes --endpoint-url URL --bucket BUCKET (--upload PATH | "
                                       "--download DIR) [--prefix PREFIX]");
    if (order.job.isListing && !QFileInfo(order.job.folder).isDir())
        return problem("BadTarget", order.job.folder.toStdString() + " is no folder");
    return order;
}

Result<Client> clientFor(const Order& order)
{
    const auto runtime = Runtime::standard();
    if (!runtime)
        return runtime.error();
    SessionOptions options;
    options.client.endpointUrl = order.endpoint;
    const auto session = Session::create(*runtime, options);
    if (!session)
        return session.error();
    return session->client("s3");
}

/// Files and folders as the window finds what was dropped on it.
Result<void> addFiles(Order& order, LoopTimer& loop)
{
    FolderWalk walk({order.source});
    walk.start();
    loop.run([&] { return walk.isFinished(); });
    const FolderWalk::Found& found = walk.found();
    if (found.leftOutCount > 0)
        return problem("UnreadableFile", found.leftOut.first().toStdString() + " cannot be read");
    for (const FolderWalk::File& file : found.files) {
        TransferItem item;
        item.key = order.job.prefix + file.name.toStdString();
        item.path = file.path;
        item.size = file.size;
        order.job.add(std::move(item));
    }
    return {};
}

/// The window's queue, its journal included.
Result<std::unique_ptr<TransferQueue>> makeQueue(const Client& client, const QTemporaryDir& folder)
{
    auto journal = TransferJournal::open(folder.filePath(QStringLiteral("transfers.jsonl")));
    if (!journal)
        return journal.error();
    const TransferConfig config;
    auto calls = std::make_shared<TransferSlots>(TransferQueue::usualFilesAtOnce);
    return std::make_unique<TransferQueue>(
        [client](const TransferSession&) -> Result<Client> { return client; },
        std::make_unique<FileTransfers>(std::move(calls), nullptr, config), std::make_shared<SystemClock>(),
        std::move(journal).value());
}

bool hasEnded(const TransferJob& job)
{
    return job.isFinished() || job.state == TransferJob::State::Interrupted;
}

Result<void> judged(const TransferJob& job)
{
    if (job.state != TransferJob::State::Succeeded)
        return job.error ? *job.error : problem("Unfinished", "the transfer ended without a reason");
    if (job.counts.doneFiles == 0)
        return problem("NothingThere", "there is nothing to transfer");
    return {};
}

} // namespace

Result<Value> benchmarkTransfer(const QStringList& arguments)
{
    auto order = orderFrom(arguments);
    if (!order)
        return order.error();
    const auto client = clientFor(*order);
    if (!client)
        return client.error();
    const QTemporaryDir folder;
    const auto queue = makeQueue(*client, folder);
    if (!queue)
        return queue.error();
    LoopTimer loop;
    const Stopwatch watch;
    if (order->job.kind == TransferKind::Upload) {
        if (const auto added = addFiles(*order, loop); !added)
            return added.error();
    }
    (*queue)->add(std::move(order->job));
    const TransferJob& job = (*queue)->at(0);
    loop.run([&] { return hasEnded(job); });
    if (const auto good = judged(job); !good)
        return good.error();
    return Value::map({{"files", job.counts.doneFiles},
                       {"bytes", job.counts.doneBytes},
                       {"wall_s", watch.wall()},
                       {"cpu_s", watch.cpu()},
                       {"peak_rss_mb", peakBytes() / 1e6},
                       {"longest_turn_ms", loop.longestTurnMs()}});
}

} // namespace inia::benchmarks
