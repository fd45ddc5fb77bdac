#include "ui/profiles/trialview.h"

#include "ui/models/displaytext.h"
#include "ui/models/signinneed.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/spinner.h"
#include "ui/widgets/textlabel.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

namespace inia::ui {

namespace {

using State = ProfileTrial::State;

QString stepName(ProfileTrial::Step step)
{
    switch (step) {
    case ProfileTrial::Step::Settings:
        return TrialView::tr("Settings");
    case ProfileTrial::Step::Keys:
        return TrialView::tr("Keys");
    case ProfileTrial::Step::Caller:
        return TrialView::tr("Identity");
    case ProfileTrial::Step::Buckets:
        return TrialView::tr("Buckets");
    default:
        return TrialView::tr("Objects");
    }
}

QString outcome(const ProfileTrial::Entry& entry)
{
    if (entry.state == State::Running)
        return entry.step == ProfileTrial::Step::Keys ? TrialView::tr("looking for keys\u2026")
                                                      : TrialView::tr("asking\u2026");
    if (entry.state == State::Passed)
        return toOneLine(entry.fact);
    if (!entry.error)
        return TrialView::tr("not reached");
    const bool hasCode = entry.error->kind == ErrorKind::Service && !entry.error->code.empty();
    QString text = hasCode ? errorText(*entry.error) : signInReason(*entry.error);
    if (!entry.advice.empty())
        text += QLatin1Char(' ') + toOneLine(entry.advice);
    return text;
}

} // namespace

TrialView::TrialView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(appearance.theme().px(8));
    m_grid->setVerticalSpacing(appearance.theme().px(4));
    m_grid->setColumnStretch(2, 1);
}

QString TrialView::entryText(const ProfileTrial::Entry& entry)
{
    return QStringLiteral("%1: %2").arg(stepName(entry.step), outcome(entry));
}

void TrialView::setEntries(const std::vector<ProfileTrial::Entry>& entries)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto& entry : entries)
        addEntry(row++, entry);
}

void TrialView::addEntry(int row, const ProfileTrial::Entry& entry)
{
    const Theme& theme = m_appearance.theme();
    const bool failed = entry.state == State::Failed;
    if (entry.state == State::Running) {
        m_grid->addWidget(new Spinner(m_appearance, 14, this), row, 0, Qt::AlignTop);
    } else if (entry.state != State::Waiting) {
        auto* icon = new QLabel(this);
        icon->setPixmap(m_appearance.icons().pixmap(failed ? QStringLiteral("warn") : QStringLiteral("check"),
                                                    failed ? Token::Danger : Token::Success,
                                                    theme.sizes().iconSmall, devicePixelRatioF()));
        m_grid->addWidget(icon, row, 0, Qt::AlignTop);
    }
    m_grid->setColumnMinimumWidth(0, theme.sizes().iconSmall);
    const Token quiet = entry.state == State::Waiting ? Token::Text3 : Token::Text;
    auto* name = new TextLabel(m_appearance, FontRole::Data, quiet, stepName(entry.step), this);
    name->setWordWrap(false);
    m_grid->addWidget(name, row, 1, Qt::AlignTop);
    auto* text = new TextLabel(m_appearance, FontRole::Data, failed ? Token::Danger : Token::Text2,
                               outcome(entry), this);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAccessibleName(entryText(entry));
    m_grid->addWidget(text, row, 2, Qt::AlignTop);
}

} // namespace inia::ui
