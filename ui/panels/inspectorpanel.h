#pragma once

#include "core/observe/exchangelog.h"
#include "ui/models/exchangefilterproxy.h"
#include "ui/models/exchangelogmodel.h"
#include "ui/panels/dockpage.h"

#include <QtCore/QTimer>

class QLineEdit;

namespace inia::ui {

class CallDetail;
class SegmentedControl;
class ToolButton;
class TreeView;

// Every call the program makes, of all sessions, with its attempts on a time line, and the chosen one in
// full. Only shows what the log has recorded.
class InspectorPanel final : public DockPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InspectorPanel)

public:
    InspectorPanel(const Appearance& appearance, std::shared_ptr<ExchangeLog> log,
                   const std::shared_ptr<const Clock>& clock, QWidget* parent = nullptr);

    // Selects a call and shows its response; takes filters away that hide it.
    void showCall(quint64 id);
    [[nodiscard]] TreeView* list() const { return m_list; }
    [[nodiscard]] CallDetail* detail() const { return m_detail; }
    // The sums below the list are up to date.
    [[nodiscard]] bool isSettled() const;

signals:
    // Calls in the log.
    void countChanged(qint64 count);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTools();
    void buildList();
    void fitColumns();
    void connectLog();
    void applyFilter();
    void toggleRecording();
    void refreshFoot();
    void followNewest();
    void showSelected(const QModelIndex& index);

    std::shared_ptr<ExchangeLog> m_log;
    ExchangeLogModel m_model;
    ExchangeFilterProxy m_proxy;
    QTimer m_footTimer;
    SegmentedControl* m_origin;
    QLineEdit* m_filter;
    ToolButton* m_record;
    TreeView* m_list;
    CallDetail* m_detail;
};

} // namespace inia::ui
