#include "app/cli/batchtask.h"

#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"
#include "app/cli/resourceline.h"
#include "core/paging/fullresult.h"
#include "core/paging/pagereader.h"
#include "core/presign/presigner.h"
#include "core/waiting/waiter.h"

#include <QtCore/QMetaObject>

namespace inia::cli {

namespace {

/// Reads the line's parameters by the input of an operation; an unknown one is told by whoever calls it.
Result<Value> paramsFor(const BatchLine& line, const Client& client, std::string_view name)
{
    const auto operation = client.model().operation(name);
    return valuesFromJson(line.params, operation.input());
}

/// An owner that may drop the object inside one of its signals.
template <typename Object>
BatchTask owned(std::unique_ptr<Object> object)
{
    return BatchTask(object.release(), [](void* raw) {
        auto* gone = static_cast<Object*>(raw);
        gone->disconnect();
        gone->deleteLater();
    });
}

CallOptions optionsOf(const BatchLine& line)
{
    CallOptions options;
    options.dryRun = line.dryRun;
    return options;
}

Result<BatchTask> startCall(const BatchLine& line, const Client& client, QObject* context, BatchDone done)
{
    auto params = paramsFor(line, client, line.operation);
    if (!params)
        return params.error();
    std::shared_ptr<Reply> reply(client.call(line.operation, std::move(params).value(), optionsOf(line)));
    QObject::connect(reply.get(), &Reply::finished, context,
                     [reply = reply.get(), isDry = line.dryRun, done = std::move(done)] {
                         const auto& result = reply->result();
                         if (!result)
                             done(errorAnswer(result.error(), reply->errorResponse()));
                         else if (isDry)
                             done({"request", requestValue(*reply)});
                         else
                             done({"response", *result});
                     });
    return BatchTask(reply);
}

Result<BatchTask> startPages(const BatchLine& line, const Client& client, QObject* context, BatchDone done)
{
    auto params = paramsFor(line, client, line.operation);
    if (!params)
        return params.error();
    const auto config = PaginationConfig::fromValue(line.whole["pagination"]);
    if (!config)
        return config.error();
    auto paginator = client.paginator(line.operation, std::move(params).value(), *config);
    if (!paginator)
        return paginator.error();
    auto whole = std::make_shared<FullResult>(paginator->paths());
    auto reader = makeOwned<PageReader>(std::move(paginator).value(), optionsOf(line));
    QObject::connect(reader.get(), &PageReader::pageReady, context,
                     [whole](const Value& page) { whole->add(page); });
    QObject::connect(reader.get(), &PageReader::finished, context,
                     [reader = reader.get(), whole, isDry = line.dryRun, done = std::move(done)] {
                         if (!reader->result())
                             done(errorAnswer(reader->result().error(), reader->reply()->errorResponse()));
                         else if (isDry)
                             done({"request", requestValue(*reader->reply())});
                         else
                             done({"response", whole->value(reader->paginator().resumeToken())});
                     });
    reader->readAll();
    return BatchTask(std::move(reader));
}

Result<BatchTask> startWait(const BatchLine& line, const Client& client, QObject* context, BatchDone done)
{
    // Asked for its operation, whose input says how to read the parameters.
    const auto known = client.waiter(line.operation);
    if (!known)
        return known.error();
    auto params = paramsFor(line, client, (*known)->model().operation);
    if (!params)
        return params.error();
    const auto config = WaiterConfig::fromValue(line.whole["waiter_config"]);
    if (!config)
        return config.error();
    auto made = client.waiter(line.operation, std::move(params).value(), *config);
    if (!made)
        return made.error();
    auto waiter = std::move(made).value();
    QObject::connect(waiter.get(), &Waiter::finished, context,
                     [waiter = waiter.get(), done = std::move(done)] {
                         if (waiter->result())
                             done({"response", *waiter->result()});
                         else
                             done(errorAnswer(waiter->result().error(), waiter->lastResponse()));
                     });
    waiter->start();
    return BatchTask(std::move(waiter));
}

Result<BatchTask> startPresign(const BatchLine& line, const Client& client, BatchDone done)
{
    auto params = paramsFor(line, client, line.operation);
    if (!params)
        return params.error();
    PresignOptions options;
    if (const Value& expires = line.whole["expires_in"]; !expires.isNull()) {
        if (!expires.isInt())
            return makeError(ErrorKind::Parameter, "InvalidLine",
                             "\"expires_in\" has to be a number of seconds");
        options.expires = std::chrono::seconds(expires.toInt());
    }
    options.httpMethod = line.whole["http_method"].text();
    auto task = std::make_unique<QObject>();
    client.presigner().url(task.get(), line.operation, std::move(params).value(), options,
                           [task = task.get(), done = std::move(done)](const Result<PresignedUrl>& url) {
                               BatchAnswer answer = url ? BatchAnswer{"response", presignedValue(*url)}
                                                        : errorAnswer(url.error());
                               // It may come before startTask() has returned.
                               QMetaObject::invokeMethod(
                                   task, [done, answer = std::move(answer)] { done(answer); },
                                   Qt::QueuedConnection);
                           });
    return owned(std::move(task));
}

} // namespace

BatchAnswer errorAnswer(const Error& error, const Value& response)
{
    return {"error", errorValue(error, response)};
}

Result<BatchTask> startTask(const BatchLine& line, const Client& client, QObject* context, BatchDone done)
{
    if (line.kind == "resource")
        return startResourceLine(line, client, std::move(done));
    // A call of an unknown operation tells what there is instead.
    const bool isKnown = line.kind == "wait" || client.model().operation(line.operation).valid();
    if (line.kind == "call" || !isKnown)
        return startCall(line, client, context, std::move(done));
    if (line.kind == "paginate")
        return startPages(line, client, context, std::move(done));
    if (line.kind == "wait")
        return startWait(line, client, context, std::move(done));
    return startPresign(line, client, std::move(done));
}

} // namespace inia::cli
