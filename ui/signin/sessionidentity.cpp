#include "ui/signin/sessionidentity.h"

#include "core/config/configresolver.h"
#include "ui/delegates/format.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int identityWidth = 480;
constexpr int identityKeys = 110;

KeyValue identityRow(const QString& key, const QString& value, bool mono = false)
{
    KeyValue row;
    row.key = key;
    row.value = value;
    row.exact = value;
    row.mono = mono;
    if (mono)
        row.copy = value;
    return row;
}

class IdentityTexts {
    Q_DECLARE_TR_FUNCTIONS(IdentityTexts)
};

QString renewalText(Renewal renewal)
{
    switch (renewal) {
    case Renewal::Silent:
        return IdentityTexts::tr("by itself, before they end");
    case Renewal::Person:
        return IdentityTexts::tr("with a code of your device");
    case Renewal::None:
        break;
    }
    return IdentityTexts::tr("when a file or variable changes");
}

void addKeySection(std::vector<KeyValueSection>& sections, const IdentityStatus& status)
{
    KeyValueSection keys{IdentityTexts::tr("Keys"), {}};
    if (!status.source.empty()) {
        keys.rows.push_back(identityRow(IdentityTexts::tr("Source"), toOneLine(status.source)));
        keys.rows.push_back(
            identityRow(IdentityTexts::tr("Key id"), toQString(maskedKeyId(status.accessKey))));
        keys.rows.back().mono = true;
        QString end = IdentityTexts::tr("not known to end");
        if (status.expiry) {
            const auto ms =
                std::chrono::duration_cast<std::chrono::milliseconds>(status.expiry->time_since_epoch());
            end = exactDateText(ms.count());
        }
        keys.rows.push_back(identityRow(IdentityTexts::tr("End"), end));
        keys.rows.push_back(identityRow(IdentityTexts::tr("Renewed"), renewalText(status.renewal)));
    } else if (status.error) {
        keys.rows.push_back(identityRow(IdentityTexts::tr("None"), signInReason(*status.error)));
    } else {
        keys.rows.push_back(
            identityRow(IdentityTexts::tr("None"), IdentityTexts::tr("nothing has needed any yet")));
    }
    sections.push_back(std::move(keys));
    if (status.notes.empty())
        return;
    KeyValueSection asked{IdentityTexts::tr("Asked for keys"), {}};
    for (const auto& note : status.notes)
        asked.rows.push_back(identityRow(toOneLine(note.link), note.answer.empty()
                                                                   ? IdentityTexts::tr("gave them")
                                                                   : toOneLine(note.answer)));
    sections.push_back(std::move(asked));
}

} // namespace

std::vector<KeyValueSection> IdentityPopup::sections(const SessionInfo& info, const IdentityStatus* status)
{
    std::vector<KeyValueSection> sections;
    KeyValueSection who{IdentityTexts::tr("Identity"), {}};
    const QString account =
        info.accountId.isEmpty() && status != nullptr ? toOneLine(status->accountId) : info.accountId;
    if (!info.arn.isEmpty())
        who.rows.push_back(identityRow(IdentityTexts::tr("ARN"), info.arn, true));
    if (!account.isEmpty()) {
        who.rows.push_back(identityRow(IdentityTexts::tr("Account"), accountText(account)));
        who.rows.back().copy = account;
    }
    if (!info.accountProblem.isEmpty())
        who.rows.push_back(identityRow(IdentityTexts::tr("Not known"), info.accountProblem));
    if (!who.rows.empty())
        sections.push_back(std::move(who));
    if (status != nullptr)
        addKeySection(sections, *status);
    return sections;
}

IdentityPopup::IdentityPopup(const Appearance& appearance, const SessionInfo& info,
                             const IdentityStatus* status, QWidget* parent)
    : Popup(appearance, identityWidth, Token::Surface, parent)
{
    const Theme& theme = appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, theme.px(6), 1, theme.px(10));
    column->setSpacing(theme.px(8));
    auto* facts = new KeyValueView(appearance, tr("Identity of the session"), identityKeys, this);
    facts->setSections(sections(info, status));
    facts->setMinimumHeight(facts->maximumHeight());
    connect(facts, &KeyValueView::copyRequested, this, &IdentityPopup::copyRequested);
    column->addWidget(facts);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    buttons->setSpacing(theme.sizes().buttonGap);
    const auto addButton = [&](const QString& text, void (IdentityPopup::*asked)()) {
        auto* button = new Button(appearance, Button::Kind::Default, text, {}, this);
        connect(button, &QAbstractButton::clicked, this, [this, asked] {
            close(); // deletes later
            emit(this->*asked)();
        });
        buttons->addWidget(button);
    };
    if (info.keys.need != SignInNeed::None)
        addButton(info.keys.text, &IdentityPopup::signInRequested);
    addButton(tr("Why?"), &IdentityPopup::whyRequested);
    addButton(tr("Accounts and roles\u2026"), &IdentityPopup::accountsRequested);
    buttons->addStretch(1);
    column->addLayout(buttons);
}

namespace {

constexpr int whyWidth = 760;
constexpr int whyHeight = 560;
constexpr int nameColumnWidth = 230;
constexpr int valueColumnWidth = 170;

} // namespace

WhyDialog::WhyDialog(const Appearance& appearance, const Session& session, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_model(new SettingsModel(session.settings(), this)),
      m_table(new TableView(appearance, this))
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    const QString name = toOneLine(session.profileName());
    setWindowTitle(tr("Why %1 is as it is").arg(name));
    resize(theme.px(whyWidth), theme.px(whyHeight));
    m_table->setAccessibleName(tr("Settings"));
    m_table->setModel(m_model);
    m_table->header()->resizeSection(SettingsModel::NameColumn, theme.px(nameColumnWidth));
    m_table->header()->resizeSection(SettingsModel::ValueColumn, theme.px(valueColumnWidth));
    m_table->setStretchColumn(SettingsModel::OriginColumn);
    auto* copyRows = new QShortcut(QKeySequence::Copy, m_table);
    copyRows->setContext(Qt::WidgetShortcut);
    connect(copyRows, &QShortcut::activated, this, &WhyDialog::copySelected);

    auto* copy = new Button(appearance, Button::Kind::Default, tr("Copy all"), QStringLiteral("copy"), this);
    auto* shut = new Button(appearance, Button::Kind::Default, tr("Close"), {}, this);
    shut->setDefault(true);
    copy->setAutoDefault(false);
    connect(copy, &QAbstractButton::clicked, this,
            [this, head = profileText(session)] { emit copyRequested(head + u'\n' + m_model->text()); });
    connect(shut, &QAbstractButton::clicked, this, &QDialog::accept);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, padding, 0, padding);
    all->setSpacing(theme.px(10));
    auto* head = new QVBoxLayout;
    head->setContentsMargins(padding, 0, padding, 0);
    head->setSpacing(theme.px(4));
    head->addWidget(new TextLabel(appearance, FontRole::DialogHeading, Token::Text,
                                  tr("Settings of %1 and where they come from").arg(name), this));
    head->addWidget(new TextLabel(appearance, FontRole::Secondary, Token::Text2, profileText(session), this));
    for (const auto& warning : session.warnings())
        head->addWidget(
            new TextLabel(appearance, FontRole::Secondary, Token::Warning, toOneLine(warning), this));
    all->addLayout(head);
    all->addWidget(m_table, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(padding, 0, padding, 0);
    buttons->setSpacing(theme.sizes().buttonGap);
    buttons->addWidget(copy);
    buttons->addStretch(1);
    buttons->addWidget(shut);
    all->addLayout(buttons);
}

QString WhyDialog::profileText(const Session& session) const
{
    const auto& resolver = session.resolver();
    const auto& selection = resolver.selection();
    QString text;
    if (session.sources()->role)
        text = tr("A role of Identity Center, named by no profile.");
    else if (!selection.variable.empty())
        text = tr("The profile was named by %1.").arg(toOneLine(selection.variable));
    else if (selection.isExplicit)
        text = tr("The profile was chosen in this window.");
    else
        text = tr("Nobody has named a profile.");
    if (!selection.profile.file.empty())
        text += QLatin1Char(' ') + tr("It stands in %1.").arg(toOneLine(selection.profile.place()));
    return text + QLatin1Char(' ') +
           tr("Files: %1, %2.")
               .arg(toOneLine(resolver.files()->configPath()),
                    toOneLine(resolver.files()->credentialsPath()));
}

void WhyDialog::copySelected()
{
    QString lines;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < SettingsModel::ColumnCount; ++column)
            cells.append(index.siblingAtColumn(column).data().toString());
        lines += cells.join(u'\t') + u'\n';
    }
    if (!lines.isEmpty())
        emit copyRequested(lines);
}

} // namespace inia::ui
