#pragma once

#include "core/transfer/bandwidthlimit.h"
#include "ui/models/transfermodel.h"

#include <QtWidgets/QWidget>

class QMenu;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class KeyValueView;
class StateView;
class TableView;
class TabStrip;
class TextLabel;
class ToolButton;

// Uploads and downloads of all sessions, those of earlier times too: how far they are, and what can be done
// about them. Only shows and steers the queue.
class TransfersPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransfersPanel)

public:
    // `queue` outlives the panel.
    TransfersPanel(const Appearance& appearance, TransferQueue& queue,
                   std::shared_ptr<BandwidthLimit> bandwidth, std::shared_ptr<const Clock> clock,
                   QWidget* parent = nullptr);

    [[nodiscard]] TabStrip* tabs() const { return m_tabs; }
    [[nodiscard]] TableView* table() const { return m_table; }
    [[nodiscard]] TransferModel& model() { return m_model; }
    // Why transfers are not kept this time; empty when they are.
    void setNotice(const QString& notice);

signals:
    void closeRequested();
    void copyRequested(const QString& text);
    // Opens a place of this machine.
    void folderRequested(const QString& path);
    void bandwidthChosen(qint64 bytesPerSecond);
    // Jobs that are not finished.
    void countChanged(int count);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    using Command = void (TransferQueue::*)(quint64);

    QWidget* buildHead();
    QWidget* buildBody();
    void buildTable();
    void buildBandwidthMenu(QMenu* menu);
    ToolButton* addButton(QLayout* line, const QString& icon, const QString& text, Command command);
    void act(Command command);
    void showInFolder();
    void showMenu(const QPoint& at);
    void refresh();
    void refreshDetail();
    [[nodiscard]] std::vector<quint64> selected() const;
    [[nodiscard]] bool anySelected(bool (*fits)(const TransferJob&)) const;

    const Appearance& m_appearance;
    TransferQueue& m_queue;
    std::shared_ptr<BandwidthLimit> m_bandwidth;
    TransferModel m_model;
    QString m_notice;
    TabStrip* m_tabs;
    TableView* m_table;
    KeyValueView* m_facts;
    TextLabel* m_error;
    StateView* m_empty;
    QStackedLayout* m_pages;
    ElidedLabel* m_foot;
    ToolButton* m_pause;
    ToolButton* m_resume;
    ToolButton* m_cancel;
    ToolButton* m_remove;
    ToolButton* m_folder;
};

} // namespace inia::ui
