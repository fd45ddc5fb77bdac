#include "core/client/responseparsing.h"

#include "core/async/background.h"

#include <QtCore/QPointer>

namespace inia {

void parseResponse(QObject* context, std::shared_ptr<const ServiceModel> model, const Protocol& protocol,
                   const OperationModel& operation, HttpResponse response,
                   std::function<void(Result<ParsedResponse>)> done)
{
    if (response.body.size() <= parsedInPlace) {
        done(protocol.parser.parse(operation, response));
        return;
    }
    runInBackground(
        *QThreadPool::globalInstance(),
        [model = std::move(model), &parser = protocol.parser, operation, response = std::move(response)] {
            return parser.parse(operation, response);
        },
        [context = QPointer<QObject>(context), done = std::move(done)](Result<ParsedResponse> outcome) {
            if (context)
                done(std::move(outcome));
        });
}

} // namespace inia
