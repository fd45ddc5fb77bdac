#pragma once

#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/transferqueue.h"
#include "ui/models/transfermodel.h"
#include "ui/panels/dockpanel.h"

#include <QtCore/QObject>

#include <functional>
#include <vector>

class QPoint;
class QStackedLayout;
class QWidget;

namespace inia::ui {

class Appearance;
class KeyValueView;
class StateView;
class TableView;
class TextLabel;
class ToolButton;

// What can be done with the transfers that are selected: buttons, and a menu that offers the same.
class TransferCommands final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferCommands)

public:
    // Ids of the jobs that are selected now.
    using Selected = std::function<std::vector<quint64>()>;

    // `queue` outlives this; the buttons are `owner`'s.
    TransferCommands(const Appearance& appearance, TransferQueue& queue, Selected selected, QWidget* owner);

    [[nodiscard]] std::vector<ToolButton*> buttons() const;
    // Disables what fits none of the selected transfers.
    void refresh();
    void showMenu(const QPoint& global);

signals:
    void done();
    // Opens a place of this machine.
    void folderRequested(const QString& path);

private:
    using Fits = bool (*)(const TransferJob&);
    using Steer = void (TransferQueue::*)(quint64);

    struct Command {
        ToolButton* button;
        Fits fits;
    };

    ToolButton* add(const QString& icon, const QString& text, Fits fits);
    ToolButton* add(const QString& icon, const QString& text, Fits fits, Steer steer);
    [[nodiscard]] const TransferJob* firstThat(Fits fits) const;
    void showInFolder();

    const Appearance& m_appearance;
    TransferQueue& m_queue;
    QWidget* m_owner;
    Selected m_selected;
    std::vector<Command> m_commands;
    ToolButton* m_pause;
    ToolButton* m_resume;
    ToolButton* m_cancel;
    ToolButton* m_folder;
    ToolButton* m_remove;
};

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
