#pragma once

#include "core/common/clock.h"
#include "ui/models/exchangefilter.h"

#include <QtCore/QSortFilterProxyModel>

#include <memory>
#include <vector>

namespace inia::ui {

/// The calls of an ExchangeLogModel that pass the inspector's filter, each with all its attempts. The log is
/// bounded to a size at which Qt's own proxy is quick enough.
class ExchangeFilterProxy final : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExchangeFilterProxy)
public:
    enum class Origin {
        All,
        Yours,      ///< what the user did
        Background, ///< what the program did by itself
    };

    explicit ExchangeFilterProxy(std::shared_ptr<const Clock> clock, QObject* parent = nullptr);

    void setOrigin(Origin origin);
    [[nodiscard]] Origin origin() const { return m_origin; }
    void setFilter(ExchangeFilter filter);

    /// All calls that pass, whatever they are grouped in.
    [[nodiscard]] std::vector<std::shared_ptr<const ExchangeCall>> shownCalls() const;
    /// Null for an invalid index.
    [[nodiscard]] std::shared_ptr<const ExchangeCall> call(const QModelIndex& proxyIndex) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    [[nodiscard]] bool accepts(const std::shared_ptr<const ExchangeCall>& call) const;

    std::shared_ptr<const Clock> m_clock;
    ExchangeFilter m_filter;
    Origin m_origin = Origin::All;
};

} // namespace inia::ui
