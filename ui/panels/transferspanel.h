#pragma once

#include "core/transfer/bandwidthlimit.h"
#include "ui/models/transfermodel.h"
#include "ui/panels/dockpage.h"

class QStackedLayout;

namespace inia::ui {

class KeyValueView;
class StateView;
class TableView;
class TextLabel;
class ToolButton;
class TransferCommands;

// Uploads and downloads of all sessions, those of earlier times too: how far they are, and what can be done
// about them. Only shows and steers the queue.
class TransfersPanel final : public DockPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransfersPanel)

public:
    // `queue` outlives the panel.
    TransfersPanel(const Appearance& appearance, TransferQueue& queue,
                   std::shared_ptr<BandwidthLimit> bandwidth, std::shared_ptr<const Clock> clock,
                   QWidget* parent = nullptr);

    [[nodiscard]] TableView* table() const { return m_table; }
    [[nodiscard]] TransferModel& model() { return m_model; }
    // Why transfers are not kept this time; empty when they are.
    void setNotice(const QString& notice);

signals:
    // Opens a place of this machine.
    void folderRequested(const QString& path);
    void bandwidthChosen(qint64 bytesPerSecond);
    // Jobs that are not finished.
    void countChanged(int count);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildTools();
    [[nodiscard]] QWidget* newDetail();
    void buildTable();
    [[nodiscard]] ToolButton* newBandwidthTool();
    void refresh();
    void refreshDetail();
    [[nodiscard]] std::vector<quint64> selected() const;

    TransferQueue& m_queue;
    std::shared_ptr<BandwidthLimit> m_bandwidth;
    TransferModel m_model;
    QString m_notice;
    TableView* m_table;
    KeyValueView* m_facts;
    TextLabel* m_error;
    StateView* m_empty;
    QStackedLayout* m_pages;
    TransferCommands* m_commands;
};

} // namespace inia::ui
