#include "ui/browse/sessionbar.h"

#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/popups.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessiontabs.h"

#include <QtWidgets/QHBoxLayout>

namespace inia::ui {

namespace {
constexpr int compactBelow = 1100;
} // namespace

SessionBar::SessionBar(const Appearance& appearance, SessionController& sessions, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_sessions(sessions),
      m_tabs(new SessionTabs(appearance, this)),
      m_facts(new SessionFacts(appearance, this))
{
    const Theme& theme = appearance.theme();
    setFixedHeight(theme.sizes().sessionBar);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(8), 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_facts);
    connect(m_tabs, &SessionTabs::currentChanged, this, [this](int index) {
        refreshFacts();
        emit currentChanged(index);
    });
    connect(m_tabs, &SessionTabs::closeRequested, this, [this](int index) { m_sessions.close(index); });
    connect(m_tabs, &SessionTabs::newRequested, this, [this] {
        showProfiles(m_tabs->mapToGlobal(QPoint(m_tabs->width() / 2, m_tabs->height())), true);
    });
    connect(m_facts, &SessionFacts::profileRequested, this,
            [this](const QPoint& below) { showProfiles(below, false); });
    connect(m_facts, &SessionFacts::regionRequested, this, &SessionBar::showRegions);
    connect(m_facts, &SessionFacts::lockToggled, this, &SessionBar::toggleChanges);
    connect(m_facts, &SessionFacts::identityRequested, this, &SessionBar::identityRequested);
    connect(m_facts, &SessionFacts::signInRequested, this, &SessionBar::signInRequested);
    connectSessions();
    refreshFacts();
}

void SessionBar::connectSessions()
{
    connect(&m_sessions, &SessionController::opened, this, &SessionBar::addTab);
    connect(&m_sessions, &SessionController::closed, this, [this](int index) {
        m_tabs->removeTab(index);
        refreshFacts();
    });
    for (const auto change : {&SessionController::replaced, &SessionController::infoChanged})
        connect(&m_sessions, change, this, &SessionBar::refreshTab);
}

int SessionBar::currentIndex() const
{
    return m_tabs->currentIndex();
}

QAbstractButton* SessionBar::newTabButton() const
{
    return m_tabs->newButton();
}

void SessionBar::setCurrentIndex(int index)
{
    m_tabs->setCurrentIndex(index);
}

bool SessionBar::hasCurrent() const
{
    return currentIndex() >= 0 && currentIndex() < m_sessions.count();
}

void SessionBar::addTab(int index)
{
    m_tabs->addTab({});
    refreshTab(index);
}

void SessionBar::refreshTab(int index)
{
    const SessionInfo& info = m_sessions.at(index).info;
    m_tabs->setTab(index, {info.profile, info.region, info.color, info.readOnly, info.production});
    if (index == currentIndex())
        refreshFacts();
}

void SessionBar::refreshFacts()
{
    m_facts->setVisible(hasCurrent());
    if (hasCurrent())
        m_facts->setInfo(m_sessions.at(currentIndex()).info);
    update();
}

void SessionBar::chooseProfile()
{
    showProfiles(m_facts->mapToGlobal(QPoint(0, m_facts->height())), !hasCurrent());
}

void SessionBar::chooseRegion()
{
    showRegions(m_facts->mapToGlobal(QPoint(m_facts->width() / 2, m_facts->height())));
}

void SessionBar::openProfile(const QString& profile, bool newTab)
{
    // Another profile brings its own region.
    SessionChoice choice;
    if (!profile.isEmpty())
        choice.profile = profile.toStdString();
    if (newTab || !hasCurrent())
        setCurrentIndex(m_sessions.open(choice));
    else
        m_sessions.replace(currentIndex(), choice);
    emit sessionChosen();
}

void SessionBar::showProfiles(const QPoint& below, bool newTab)
{
    const QString current = newTab || !hasCurrent() ? QString() : m_sessions.at(currentIndex()).info.profile;
    auto* popup = new ChoicePopup(m_appearance, tr("Filter profiles"), this);
    popup->setObjectName(QStringLiteral("profileChoice"));
    auto* model = new ProfileListModel(popup);
    if (auto profiles = m_sessions.factory().profiles())
        model->setProfiles(std::move(profiles).value());
    else
        popup->setNote(toOneLine(profiles.error().message));
    popup->setChoices(model, current);
    connect(popup, &ChoicePopup::chosen, this,
            [this, newTab](const QString& profile) { openProfile(profile, newTab); });
    if (hasCurrent() && m_sessions.at(currentIndex()).session)
        popup->addMore(tr("Accounts and roles\u2026"), [this] { emit accountsRequested(); });
    popup->addMore(tr("All profiles\u2026"), [this] { emit allProfilesRequested(); });
    popup->popup(below);
}

void SessionBar::showRegions(const QPoint& below)
{
    if (!hasCurrent())
        return;
    const QString current = m_sessions.at(currentIndex()).info.region;
    auto* popup = new ChoicePopup(m_appearance, tr("Filter regions"), this);
    popup->setObjectName(QStringLiteral("regionChoice"));
    auto* model = new RegionListModel(popup);
    model->setRegions(m_sessions.factory().regions(current.toStdString()));
    popup->setChoices(model, current);
    connect(popup, &ChoicePopup::chosen, this, &SessionBar::switchRegion);
    popup->popup(below);
}

void SessionBar::switchRegion(const QString& region)
{
    if (!hasCurrent())
        return;
    const OpenSession& open = m_sessions.at(currentIndex());
    SessionChoice choice = open.choice;
    if (open.session && !choice.role)
        choice.profile = open.session->profileName();
    choice.region = region.toStdString();
    m_sessions.replace(currentIndex(), choice);
    emit sessionChosen();
}

void SessionBar::toggleChanges()
{
    if (!hasCurrent() || !m_sessions.at(currentIndex()).session)
        return;
    const SessionInfo& info = m_sessions.at(currentIndex()).info;
    if (info.production && info.readOnly)
        askToAllow();
    else
        m_sessions.setReadOnly(currentIndex(), !info.readOnly);
}

void SessionBar::askToAllow()
{
    const OpenSession* which = &m_sessions.at(currentIndex());
    Confirmation confirmation;
    confirmation.session = which->info;
    confirmation.title = tr("Allow changes in %1?").arg(which->info.profile);
    confirmation.sentence = tr("This is a production session. Changes stay allowed in this tab until you "
                               "lock it again or close it; each one still asks.");
    confirmation.button = tr("Allow changes");
    confirmation.call = tr("Nothing is sent");
    confirmation.destructive = true;
    auto* dialog = new ConfirmDialog(m_appearance, confirmation, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, which] {
        for (int index = 0; index < m_sessions.count(); ++index) {
            if (&m_sessions.at(index) == which)
                m_sessions.setReadOnly(index, false);
        }
    });
    dialog->open();
}

void SessionBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    const bool production = hasCurrent() && m_sessions.at(currentIndex()).info.production;
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(production ? Token::DangerBg : Token::Window));
    drawHairline(painter, QRect(0, height() - 1, width(), 1), theme.color(Token::Border));
}

void SessionBar::resizeEvent(QResizeEvent*)
{
    m_facts->setCompact(width() < m_appearance.theme().px(compactBelow));
}

} // namespace inia::ui
