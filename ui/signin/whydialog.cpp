#include "ui/signin/whydialog.h"

#include "core/config/configresolver.h"
#include "ui/delegates/headerview.h"
#include "ui/models/displaytext.h"
#include "ui/models/settingsmodel.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/textlabel.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

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
