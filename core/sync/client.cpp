#include "core/sync/client.h"

#include "core/paging/paginator.h"

namespace inia::sync {

Value Client::call(std::string_view operation, const Params& params) const
{
    if (!isUsable())
        return {};
    return m_firstError->valueOf(tryCall(operation, params)).value_or(Value());
}

Result<Value> Client::tryCall(std::string_view operation, const Params& params) const
{
    if (!isUsable())
        return *m_firstError->error();
    return await(m_client->call(operation, params.value));
}

PagedRange<Value> Client::pages(std::string_view operation, const Params& params) const
{
    std::shared_ptr<Paginator> paginator;
    if (isUsable()) {
        if (auto made = m_firstError->valueOf(m_client->paginator(operation, params.value)))
            paginator = std::make_shared<Paginator>(std::move(*made));
    }
    return PagedRange<Value>([paginator, firstError = m_firstError]() -> std::vector<Value> {
        if (!paginator || !paginator->hasMore() || firstError->hasHappened())
            return {};
        auto page = firstError->valueOf(await(paginator->fetchNext({})));
        if (!page)
            return {};
        if (const auto accepted = paginator->accept(*page); !accepted)
            firstError->keep(accepted.error());
        return {*std::move(page)};
    });
}

void Client::wait(std::string_view waiter, const Params& params) const
{
    if (!isUsable())
        return;
    if (const auto made = m_firstError->valueOf(m_client->waiter(waiter, params.value)))
        (void)m_firstError->valueOf(await(*made));
}

} // namespace inia::sync
