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

void ExchangeFilterProxy::setFilter(ExchangeFilter filter)
{
    m_filter = std::move(filter);
    invalidateRowsFilter();
}

std::shared_ptr<const ExchangeCall> ExchangeFilterProxy::call(const QModelIndex& proxyIndex) const
{
    const auto* calls = qobject_cast<const ExchangeLogModel*>(sourceModel());
    return calls ? calls->call(mapToSource(proxyIndex)) : nullptr;
}

bool ExchangeFilterProxy::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    const auto* calls = qobject_cast<const ExchangeLogModel*>(sourceModel());
    if (!calls || (sourceParent.isValid() && !calls->isGroup(sourceParent)))
        return true;
    const auto row = calls->index(sourceRow, 0, sourceParent);
    if (!calls->isGroup(row))
        return accepts(calls->call(row));
    for (int i = 0; i < calls->rowCount(row); ++i) {
        if (accepts(calls->call(calls->index(i, 0, row))))
            return true;
    }
    return false;
}

bool ExchangeFilterProxy::accepts(const std::shared_ptr<const ExchangeCall>& call) const
{
    const bool isOfOrigin =
        call && (m_origin == Origin::All || call->background == (m_origin == Origin::Background));
    return isOfOrigin && m_filter.matches(*call, m_clock->now());
}

std::vector<std::shared_ptr<const ExchangeCall>> ExchangeFilterProxy::shownCalls() const
{
    const auto* calls = qobject_cast<const ExchangeLogModel*>(sourceModel());
    std::vector<std::shared_ptr<const ExchangeCall>> shown;
    for (int row = 0; calls && row < rowCount(); ++row) {
        const auto top = index(row, 0);
        if (!calls->isGroup(mapToSource(top)))
            shown.push_back(call(top));
        else
            for (int inner = 0; inner < rowCount(top); ++inner)
                shown.push_back(call(index(inner, 0, top)));
    }
    return shown;
}

} // namespace inia::ui
