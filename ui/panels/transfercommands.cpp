#include "ui/panels/transfercommands.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/toolbutton.h"

#include <QtWidgets/QMenu>

namespace inia::ui {

namespace {

bool canPause(const TransferJob& job)
{
    return job.state == TransferJob::State::Running;
}

bool canResume(const TransferJob& job)
{
    return job.state != TransferJob::State::Running && job.state != TransferJob::State::Succeeded;
}

bool canCancel(const TransferJob& job)
{
    return !job.isFinished();
}

bool isAny(const TransferJob&)
{
    return true;
}

bool isLocal(const TransferJob& job)
{
    return !job.folder.isEmpty();
}

} // namespace

TransferCommands::TransferCommands(const Appearance& appearance, TransferQueue& queue, Selected selected,
                                   QWidget* owner)
    : QObject(owner),
      m_appearance(appearance),
      m_queue(queue),
      m_owner(owner),
      m_selected(std::move(selected))
{
    m_pause = add(QStringLiteral("pause"), tr("Pause"), canPause, &TransferQueue::pause);
    m_resume = add(QStringLiteral("play"), tr("Resume or try again"), canResume, &TransferQueue::resume);
    m_cancel = add(QStringLiteral("stop"), tr("Cancel transfer"), canCancel, &TransferQueue::cancel);
    m_folder = add(QStringLiteral("folder-open"), tr("Show in folder"), isLocal);
    m_remove = add(QStringLiteral("trash"), tr("Remove from the list"), isAny, &TransferQueue::remove);
    connect(m_folder, &QToolButton::clicked, this, &TransferCommands::showInFolder);
}

ToolButton* TransferCommands::add(const QString& icon, const QString& text, Fits fits)
{
    auto* button = new ToolButton(m_appearance, icon, text, {}, m_owner);
    m_commands.push_back({button, fits});
    return button;
}

ToolButton* TransferCommands::add(const QString& icon, const QString& text, Fits fits, Steer steer)
{
    ToolButton* button = add(icon, text, fits);
    connect(button, &QToolButton::clicked, this, [this, steer] {
        for (const quint64 job : m_selected())
            std::invoke(steer, m_queue, job); // with .* GCC 12 checks the type of another object
        emit done();
    });
    return button;
}

std::vector<ToolButton*> TransferCommands::buttons() const
{
    std::vector<ToolButton*> buttons;
    for (const auto& command : m_commands)
        buttons.push_back(command.button);
    return buttons;
}

const TransferJob* TransferCommands::firstThat(Fits fits) const
{
    for (const quint64 id : m_selected()) {
        if (const TransferJob& job = m_queue.at(m_queue.indexOf(id)); fits(job))
            return &job;
    }
    return nullptr;
}

void TransferCommands::refresh()
{
    for (const auto& command : m_commands)
        command.button->setEnabled(firstThat(command.fits) != nullptr);
}

void TransferCommands::showInFolder()
{
    if (const TransferJob* job = firstThat(isLocal))
        emit folderRequested(job->folder);
}

void TransferCommands::showMenu(const QPoint& global)
{
    QMenu menu(m_owner);
    const auto offer = [&menu](const QString& text, ToolButton* button) {
        QAction* action = menu.addAction(button->icon(), text);
        action->setEnabled(button->isEnabled());
        connect(action, &QAction::triggered, button, &QAbstractButton::click);
    };
    offer(tr("Pause"), m_pause);
    offer(tr("Resume or try again"), m_resume);
    offer(tr("Cancel"), m_cancel);
    menu.addSeparator();
    offer(tr("Show in folder"), m_folder);
    offer(tr("Remove from the list"), m_remove);
    menu.exec(global);
}

} // namespace inia::ui
