#include "tests/conformance/suites/recording.h"

#include "core/protocol/scalartext.h"

#include <map>

namespace inia::conformance {

namespace {

HttpHeaders headersOf(const Value& headers)
{
    HttpHeaders result;
    for (const auto& [name, values] : headers.members()) {
        for (const auto& value : values.items())
            result.add(name, value.text());
    }
    return result;
}

QByteArray dataOf(const Value& data)
{
    return data.contains("Base64") ? QByteArray::fromBase64(QByteArray::fromStdString(data["Base64"].text()))
                                   : QByteArray::fromStdString(data["Utf8"].text());
}

struct Open {
    RecordedExchange exchange;
    bool hasEnd = false;
};

void apply(Open& open, const Value& action)
{
    auto& [request, response] = open.exchange;
    if (const auto& given = action["Request"]["request"]; given.isMap()) {
        request.method = given["method"].text();
        request.url = given["uri"].text();
        request.headers = headersOf(given["headers"]);
    } else if (const auto& answer = action["Response"]["response"]["Ok"]; answer.isMap()) {
        response.status = static_cast<int>(answer["status"].toInt());
        response.headers = headersOf(answer["headers"]);
    } else if (action.contains("Data")) {
        const bool isRequest = action["Data"]["direction"].text() == "Request";
        (isRequest ? request.body : response.body) += dataOf(action["Data"]["data"]);
    } else if (action["Eof"]["direction"].text() == "Response") {
        open.hasEnd = true;
    }
}

} // namespace

std::vector<RecordedExchange> exchangesOf(const Value& recording)
{
    std::map<std::int64_t, Open> connections;
    const auto& events = recording.isList() ? recording : recording["events"];
    for (const auto& event : events.items())
        apply(connections[event["connection_id"].toInt()], event["action"]);
    std::vector<RecordedExchange> exchanges;
    for (auto& [id, open] : connections) {
        auto& response = open.exchange.response;
        if (!open.hasEnd && response.body.isEmpty())
            response.body.fill('\0', parseInteger(response.headers.value("content-length")).value_or(0));
        exchanges.push_back(std::move(open.exchange));
    }
    return exchanges;
}

} // namespace inia::conformance
