#pragma once

#include "core/http/httpmessage.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <functional>
#include <vector>

namespace inia::tests {

/// A DynamoDB table in memory: describes itself, and answers Scan and Query page by page with Limit,
/// ExclusiveStartKey, counts and consumed capacity (half a unit for each item looked at). Expressions are
/// not read: a function stands for the filter. Items need an "id", by which they are told apart.
class FakeDynamo final {
public:
    using Matches = std::function<bool(const QJsonObject& item)>;

    /// The answer to DescribeTable: {"TableName": ..., "KeySchema": ...}.
    void setDescription(QJsonObject table) { m_description = std::move(table); }
    /// In DynamoDB's typed form: {"id": {"S": "a"}}.
    void addItem(const QJsonObject& item) { m_items.append(item); }
    /// Asked when a FilterExpression is given.
    void setFilter(Matches matches) { m_matches = std::move(matches); }
    /// Answers with 400 and this code; empty to go on.
    void failWith(QByteArray code) { m_error = std::move(code); }

    [[nodiscard]] HttpResponse answer(const HttpRequest& request);
    /// Bodies of the scans and queries, oldest first.
    [[nodiscard]] const std::vector<QJsonObject>& asked() const { return m_asked; }

private:
    [[nodiscard]] QJsonObject page(const QJsonObject& body) const;

    QJsonObject m_description;
    QJsonArray m_items;
    Matches m_matches;
    QByteArray m_error;
    std::vector<QJsonObject> m_asked;
};

} // namespace inia::tests
