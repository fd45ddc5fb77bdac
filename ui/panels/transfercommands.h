#pragma once

#include "core/transfer/transferqueue.h"

#include <QtCore/QObject>

#include <functional>
#include <vector>

class QPoint;
class QWidget;

namespace inia::ui {

class Appearance;
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

} // namespace inia::ui
