#include "core/resource/rowcompletion.h"

#include "core/resource/requestparams.h"
#include "core/resource/resource.h"

#include <algorithm>
#include <map>
#include <string>

namespace inia {

std::size_t RowCompletion::mostAtOnce(const ResourceDefinition& type)
{
    return type.completion.request.operation.empty() ? 0 : type.completion.atOnce;
}

RowCompletion::RowCompletion(std::vector<Resource> rows, CallOptions options)
    : m_rows(std::move(rows)),
      m_options(std::move(options)),
      m_result(makeError(ErrorKind::Cancelled, "Cancelled", "The rows were not completed."))
{
}

void RowCompletion::start()
{
    const auto& completion = m_rows.front().definition().completion;
    Value params = Value::emptyMap();
    for (const auto& row : m_rows)
        params = mergedParams(params, buildParams(row, completion.request));
    m_reply =
        m_rows.front().client().call(completion.request.operation, std::move(params), std::move(m_options));
    connect(m_reply.get(), &Task::finished, this, &RowCompletion::receive);
}

/// An answer has the things in an order of its own, and only those there are: each is known again by a member
/// that says the row's identifier, its name or its ARN.
void RowCompletion::receive()
{
    if (!m_reply->result()) {
        m_result = m_reply->result().error();
        end();
        return;
    }
    std::map<std::string, std::size_t, std::less<>> places;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        places.emplace(m_rows[i].identifiers().back().text(), i);
    std::vector<Value> data(m_rows.size());
    const Value items = foundAt(m_rows.front().definition().completion.itemsPath, *m_reply->result());
    for (const auto& item : items.items()) {
        for (const auto& [name, member] : item.members()) {
            const auto place = member.isText() ? places.find(member.text()) : places.end();
            if (place != places.end() && data[place->second].isNull()) {
                data[place->second] = item;
                break;
            }
        }
    }
    m_result = std::move(data);
    end();
}

void RowCompletion::cancel()
{
    if (m_reply)
        m_reply->cancel();
    else
        end();
}

void RowCompletion::giveUp()
{
    m_reply.reset();
}

} // namespace inia
