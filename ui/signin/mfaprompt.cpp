#include "ui/signin/mfaprompt.h"

#include "ui/signin/mfadialog.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>

#include <algorithm>
#include <utility>

namespace inia::ui {

MfaPrompt::MfaPrompt(const Appearance& appearance) : m_appearance(appearance) {}

void MfaPrompt::setWindow(QWidget* window)
{
    m_window = window;
}

MfaDialog* MfaPrompt::dialog() const
{
    return m_dialog;
}

MfaPrompt::~MfaPrompt()
{
    for (const auto& question : m_questions) {
        if (question.guard)
            question.guard->disconnect(this);
    }
    delete m_dialog;
}

void MfaPrompt::askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback)
{
    // A child dies with the context and tells.
    auto* guard = new QObject(context);
    connect(guard, &QObject::destroyed, this, &MfaPrompt::takeBack);
    Question asked{question, guard, std::move(callback)};
    if (question.isAgain && !m_dialog)
        m_questions.push_front(std::move(asked));
    else
        m_questions.push_back(std::move(asked));
    show();
}

void MfaPrompt::show()
{
    if (m_questions.empty())
        return;
    if (!m_dialog) {
        // Another dialog may hold the window; what stands on that can be used. It may close, and this with
        // it.
        QWidget* modal = QApplication::activeModalWidget();
        m_dialog = new MfaDialog(m_appearance, m_questions.front().about,
                                 modal != nullptr ? modal : m_window.data());
        connect(m_dialog, &QObject::destroyed, this, &MfaPrompt::show, Qt::QueuedConnection);
        connect(m_dialog, &MfaDialog::entered, this,
                [this](const QString& code) { answer(code.toStdString()); });
        connect(m_dialog, &QDialog::rejected, this, [this] {
            const auto& about = m_questions.front().about;
            answer(makeError(ErrorKind::Credentials, "MfaRequired",
                             "No code of the device " + about.device +
                                 " was entered, which the role of profile \"" + about.profile + "\" needs."));
        });
        m_dialog->show();
    }
    m_dialog->setWaiting(static_cast<int>(m_questions.size()) - 1);
}

void MfaPrompt::answer(const Result<std::string>& code)
{
    const Question question = std::move(m_questions.front());
    m_questions.pop_front();
    m_dialog->disconnect(this);
    m_dialog->deleteLater();
    m_dialog.clear();
    // The next one not before what this one was for has had its turn: a wrong code is asked for again first.
    QMetaObject::invokeMethod(this, &MfaPrompt::show, Qt::QueuedConnection);
    if (!question.guard)
        return;
    question.guard->disconnect(this);
    delete question.guard.data();
    question.callback(code);
}

void MfaPrompt::takeBack()
{
    const bool isShown = m_dialog && !m_questions.front().guard;
    std::erase_if(m_questions, [](const Question& question) { return question.guard.isNull(); });
    if (isShown) {
        m_dialog->disconnect(this);
        m_dialog->hide();
        m_dialog->deleteLater();
        m_dialog.clear();
    }
    show();
}

} // namespace inia::ui
