#include "ui/models/exchangefilterproxy.h"

#include "ui/models/exchangelogmodel.h"

namespace inia::ui {

ExchangeFilterProxy::ExchangeFilterProxy(std::shared_ptr<const Clock> clock, QObject* parent)
    : QSortFilterProxyModel(parent), m_clock(std::move(clock))
{
}

void ExchangeFilterProxy::setOrigin(Origin origin)
{
    if (origin == m_origin)
        return;
    m_origin = origin;
    invalidateRowsFilter();
}

Result<void> ExchangeFilterProxy::setFilterText(const QString& text)
{
    auto filter = ExchangeFilter::parse(text);
    if (!filter)
        return filter.error();
    m_filter = std::move(*filter);
    invalidateRowsFilter();
    return {};
}

std::shared_ptr<const ExchangeCall> ExchangeFilterProxy::call(const QModelIndex& proxyIndex) const
{
    const auto* calls = qobject_cast<const ExchangeLogModel*>(sourceModel());
    return calls ? calls->call(mapToSource(proxyIndex)) : nullptr;
}

bool ExchangeFilterProxy::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    const auto* calls = qobject_cast<const ExchangeLogModel*>(sourceModel());
    if (!calls || sourceParent.isValid())
        return true;
    const auto call = calls->call(calls->index(sourceRow, 0));
    if (!call || (m_origin != Origin::All && call->background != (m_origin == Origin::Background)))
        return false;
    return m_filter.matches(*call, m_clock->now());
}

} // namespace inia::ui
