#include "tests/support/fakedynamo.h"

#include "tests/support/faketransport.h"

#include <QtCore/QJsonDocument>

#include <algorithm>

namespace inia::tests {

namespace {

constexpr double unitsPerItem = 0.5;

QJsonObject object(QLatin1StringView name, const QJsonValue& value)
{
    return {{name, value}};
}

QJsonValue idOf(const QJsonValue& item)
{
    return item.toObject().value(QLatin1StringView("id"));
}

} // namespace

HttpResponse FakeDynamo::answer(const HttpRequest& request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const bool isDescribe = request.headers.value("X-Amz-Target").ends_with(".DescribeTable");
    if (!isDescribe)
        m_asked.push_back(body);
    if (!m_error.isEmpty() && !isDescribe)
        return makeResponse(400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + m_error +
                                     "\",\"message\":\"No.\"}");
    const QJsonObject answer = isDescribe ? object(QLatin1StringView("Table"), m_description) : page(body);
    return makeResponse(200, QJsonDocument(answer).toJson(QJsonDocument::Compact));
}

QJsonObject FakeDynamo::page(const QJsonObject& body) const
{
    qsizetype first = 0;
    const auto after = idOf(body.value(QLatin1StringView("ExclusiveStartKey")));
    while (!after.isUndefined() && first < m_items.size() && idOf(m_items.at(first++)) != after) {
    }
    const auto limit = body.value(QLatin1StringView("Limit")).toInteger(m_items.size());
    const qsizetype end = std::min(m_items.size(), first + static_cast<qsizetype>(limit));
    const bool isFiltered = body.contains(QLatin1StringView("FilterExpression"));
    QJsonArray found;
    for (qsizetype i = first; i < end; ++i) {
        if (!isFiltered || m_matches(m_items.at(i).toObject()))
            found.append(m_items.at(i));
    }
    const double units = unitsPerItem * static_cast<double>(end - first);
    QJsonObject capacity{{QStringLiteral("CapacityUnits"), units}};
    if (body.contains(QLatin1StringView("IndexName"))) {
        const QString index = body.value(QLatin1StringView("IndexName")).toString();
        capacity.insert(QStringLiteral("GlobalSecondaryIndexes"),
                        QJsonObject{{index, QJsonObject{{QStringLiteral("CapacityUnits"), units}}}});
    }
    QJsonObject page{{QStringLiteral("Items"), found},
                     {QStringLiteral("Count"), found.size()},
                     {QStringLiteral("ScannedCount"), end - first},
                     {QStringLiteral("ConsumedCapacity"), capacity}};
    if (end < m_items.size() && end > 0)
        page.insert(QStringLiteral("LastEvaluatedKey"),
                    object(QLatin1StringView("id"), idOf(m_items.at(end - 1))));
    return page;
}

} // namespace inia::tests
