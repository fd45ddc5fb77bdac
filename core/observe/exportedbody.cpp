#include "core/observe/exportedbody.h"

#include "core/common/redaction.h"

#include <QtCore/QString>

namespace inia {

namespace {

ExportedBody exported(const ExchangeCall& call, const QByteArray& bytes, bool isUnreadable)
{
    ExportedBody body;
    if (bytes.isEmpty())
        return body;
    if (call.effect == Effect::Reveal)
        body.leftOut = "the call reveals secrets";
    else if (isUnreadable)
        body.leftOut = "it could not be read";
    if (!body.leftOut.empty())
        return body;
    body.isText = QString::fromUtf8(bytes).toUtf8() == bytes;
    body.bytes = body.isText ? QByteArray::fromStdString(redactText(bytes.toStdString())) : bytes;
    body.isRewritten =
        body.isText && body.bytes.contains(QByteArray(redactedText.data(), qsizetype(redactedText.size())));
    return body;
}

} // namespace

ExportedBody exportedRequestBody(const ExchangeCall& call, const ExchangeAttempt& attempt)
{
    return exported(call, attempt.request.body, false);
}

ExportedBody exportedAnswerBody(const ExchangeCall& call, const ExchangeAttempt& attempt)
{
    const bool isUnreadable = attempt.error && (attempt.error->kind == ErrorKind::Parse ||
                                                attempt.error->kind == ErrorKind::Checksum);
    auto body = exported(call, attempt.response.body, isUnreadable);
    if (attempt.response.isBodyElsewhere)
        body.leftOut = "it was handed on as it came";
    return body;
}

} // namespace inia
