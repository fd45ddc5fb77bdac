#include "core/call/responseparsing.h"

#include "core/async/background.h"
#include "core/protocol/errorparser.h"

#include <QtCore/QPointer>

#include <new>

namespace inia {

namespace {

/// Whatever an answer holds, it may not end the program.
Result<ParsedResponse> parseWithinMemory(const ResponseParser& parser, const OperationModel& operation,
                                         const HttpResponse& response)
{
    try {
        return parser.parse(operation, response);
    } catch (const std::bad_alloc&) {
        return outOfMemory(operation, response);
    }
}

} // namespace

Error outOfMemory(const OperationModel& operation, const HttpResponse& response)
{
    return withResponse(operation, response,
                        makeError(ErrorKind::Parse, "OutOfMemory",
                                  "there is no memory for the answer to " + std::string(operation.name()) +
                                      ", which has " + std::to_string(response.body.size()) +
                                      " bytes. Ask for less at once."));
}

void parseResponse(QObject* context, std::shared_ptr<const ServiceModel> model, const Protocol& protocol,
                   const OperationModel& operation, HttpResponse response,
                   std::function<void(Result<ParsedResponse>)> done)
{
    if (response.body.size() <= parsedInPlace) {
        done(parseWithinMemory(protocol.parser, operation, response));
        return;
    }
    runInBackground(
        *QThreadPool::globalInstance(),
        [model = std::move(model), &parser = protocol.parser, operation, response = std::move(response)] {
            return parseWithinMemory(parser, operation, response);
        },
        [context = QPointer<QObject>(context), done = std::move(done)](Result<ParsedResponse> outcome) {
            if (context)
                done(std::move(outcome));
        });
}

} // namespace inia
