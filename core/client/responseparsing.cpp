#include "core/client/responseparsing.h"

#include <QtCore/QMetaObject>
#include <QtCore/QPointer>
#include <QtCore/QThreadPool>

namespace inia {

void parseResponse(QObject* context, std::shared_ptr<const ServiceModel> model, const Protocol& protocol,
                   const OperationModel& operation, HttpResponse response,
                   std::function<void(Result<ParsedResponse>)> done)
{
    if (response.body.size() <= parsedInPlace) {
        done(protocol.parser.parse(operation, response));
        return;
    }
    // What the worker posts to has to outlive the context: it belongs to the message itself, which is handled
    // and destroyed in this thread. (QFuture::then() looks at its context from the worker's thread.)
    auto mailbox = std::make_shared<QObject>();
    QThreadPool::globalInstance()->start([mailbox, context = QPointer<QObject>(context),
                                          model = std::move(model), &parser = protocol.parser, operation,
                                          response = std::move(response), done = std::move(done)]() mutable {
        auto outcome = std::make_shared<Result<ParsedResponse>>(parser.parse(operation, response));
        QObject* receiver = mailbox.get();
        QMetaObject::invokeMethod(
            receiver,
            [mailbox = std::move(mailbox), context = std::move(context), done = std::move(done),
             outcome = std::move(outcome)] {
                if (context)
                    done(std::move(*outcome));
            },
            Qt::QueuedConnection);
    });
}

} // namespace inia
