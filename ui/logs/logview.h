#pragma once

#include "core/client/client.h"
#include "core/logs/logevents.h"
#include "ui/logs/logbar.h"
#include "ui/models/everydaymodels.h"
#include "ui/panels/bodyview.h"
#include "ui/widgets/rowsview.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace inia::ui {

class Appearance;

// The events of one log group, newest first, followed, or asked by a query; the one that is selected stands
// whole in the details.
class LogView final : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogView)

public:
    struct Wish {
        std::string group; // name or ARN
        std::vector<std::string> streams;
        QString pattern;
        bool follows = false;
    };
    static constexpr std::chrono::minutes mostIdle{60}; // after which following waits for somebody

    // `profile` is named when something is denied.
    LogView(const Appearance& appearance, QString profile, QWidget* parent = nullptr);
    ~LogView() override;

    // A client of logs.
    void enter(Client client, Wish wish);
    // Says why there is no client.
    void enterFailed(const Error& error, Wish wish);
    // Ends all requests and forgets the events.
    void leave();
    void reload();
    void cancel() override;
    void focusFilter() override;

    // The event that is selected; for the panel beside the view. Deleted with the view.
    [[nodiscard]] BodyPanel* details() const { return m_details; }
    [[nodiscard]] LogBar* bar() const { return m_bar; }
    [[nodiscard]] const LogEventsModel& model() const { return m_model; }
    [[nodiscard]] const logs::LogTail* tail() const { return m_tail.get(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    LogView(const Appearance& appearance, QString profile, LogBar* bar, QWidget* parent);

    void build();
    void run();
    void search();
    void follow();
    void ask();
    void takeTail(const std::vector<logs::LogEvent>& events);
    void pauseTail();
    void stopQuery();
    void showDetails();
    void fitColumns();
    [[nodiscard]] logs::LogQuestion question(std::chrono::seconds range) const;
    [[nodiscard]] std::optional<Error> error() const;
    [[nodiscard]] QString groupText() const;
    [[nodiscard]] StateContent emptyState() const;
    [[nodiscard]] StatusFacts searchStatus() const;
    [[nodiscard]] StatusFacts tailStatus() const;
    [[nodiscard]] StatusFacts queryStatus() const;

    [[nodiscard]] RowsReport report() const override;
    void refresh() override;
    void loadMore() override;
    void loadAll() override;
    void retry() override;
    void clearFilters() override;
    void act(const QString& id) override;
    [[nodiscard]] quint64 lastCallId() const override;
    [[nodiscard]] std::string rowKey(int row) const override;
    [[nodiscard]] QString copyText() const override;

    QString m_profile;
    Wish m_wish;
    std::optional<Client> m_client;
    std::optional<Error> m_failure; // why there is none
    LogEventsModel m_model;
    Owned<logs::LogSearch> m_search;
    Owned<logs::LogTail> m_tail;
    Owned<logs::LogQuery> m_query;
    Owned<logs::LogQuery> m_stopped; // until the service has been told
    LogBar* m_bar;
    QPointer<BodyPanel> m_details; // another place of the window may have deleted it
    QTimer m_idle;
    int m_fittedColumns = 0;
    bool m_loadsAll = false;
    bool m_isIdle = false;
};

} // namespace inia::ui
