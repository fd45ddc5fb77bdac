#pragma once

#include "core/exchange/exchangelog.h"
#include "ui/models/exchangefilterproxy.h"
#include "ui/models/exchangelogmodel.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLineEdit;
class QSplitter;

namespace inia::ui {

class Appearance;
class CallDetail;
class ElidedLabel;
class SegmentedControl;
class TabStrip;
class ToolButton;
class TreeView;

// Every call the program makes, of all sessions, with its attempts on a time line, and the chosen one in
// full. Only shows what the log has recorded.
class InspectorPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InspectorPanel)

public:
    InspectorPanel(const Appearance& appearance, std::shared_ptr<ExchangeLog> log,
                   std::shared_ptr<const Clock> clock, QWidget* parent = nullptr);

    // Selects a call and shows its response; takes filters away that hide it.
    void showCall(quint64 id);
    [[nodiscard]] TreeView* list() const { return m_list; }
    // In the head, without pages: those are the dock's.
    [[nodiscard]] TabStrip* tabs() const { return m_tabs; }
    [[nodiscard]] CallDetail* detail() const { return m_detail; }
    // The sums below the list are up to date.
    [[nodiscard]] bool isSettled() const;

signals:
    void closeRequested();
    void copyRequested(const QString& text);
    // Calls in the log.
    void countChanged(qint64 count);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildBody();
    void buildList();
    void fitColumns();
    void connectLog();
    void applyFilter();
    void toggleRecording();
    void refreshFoot();
    void followNewest();
    void showSelected(const QModelIndex& index);

    const Appearance& m_appearance;
    std::shared_ptr<ExchangeLog> m_log;
    ExchangeLogModel m_model;
    ExchangeFilterProxy m_proxy;
    QTimer m_footTimer;
    TabStrip* m_tabs;
    SegmentedControl* m_origin;
    QLineEdit* m_filter;
    ToolButton* m_record;
    TreeView* m_list;
    ElidedLabel* m_foot;
    ElidedLabel* m_problems;
    CallDetail* m_detail;
};

} // namespace inia::ui
