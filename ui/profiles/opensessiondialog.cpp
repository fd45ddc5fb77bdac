#include "ui/profiles/opensessiondialog.h"

#include "core/config/profileeditor.h"
#include "ui/delegates/headerview.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/profiles/profiledialog.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/toolbutton.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

constexpr int openDialogWidth = 760;
constexpr int openDialogHeight = 540;
const QString newProfileAction = QStringLiteral("newProfile");

} // namespace

OpenSessionDialog::OpenSessionDialog(const Appearance& appearance, Environment environment, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_environment(std::move(environment)),
      m_field(new QLineEdit),
      m_pages(new QStackedLayout),
      m_table(new TableView(appearance)),
      m_state(new StateView(appearance)),
      m_note(new TextLabel(appearance, FontRole::Secondary, Token::Text2)),
      m_edit(new ToolButton(appearance, QStringLiteral("edit"), tr("Edit profile"))),
      m_copy(new ToolButton(appearance, QStringLiteral("copy"), tr("Duplicate profile"))),
      m_delete(new ToolButton(appearance, QStringLiteral("trash"), tr("Delete profile"))),
      m_here(new Button(appearance, Button::Kind::Default, tr("Open in this tab"))),
      m_newTab(new Button(appearance, Button::Kind::Primary, tr("Open in new tab")))
{
    setWindowTitle(tr("Open session"));
    resize(appearance.theme().px(openDialogWidth), appearance.theme().px(openDialogHeight));
    m_filter.setSourceModel(&m_model);
    m_filter.setFilterKeyColumn(-1);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    build();
    reload();
    m_field->setFocus();
}

OpenSessionDialog::~OpenSessionDialog()
{
    m_table->setModel(nullptr);
}

void OpenSessionDialog::build()
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    m_field->setPlaceholderText(tr("Search name, account, role or region"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->addAction(m_appearance.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_table->setModel(&m_filter);
    m_table->setAccessibleName(tr("Profiles"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    const int widths[]{0, 124, 130, 110, 150};
    for (int column = 1; column < ProfileTableModel::ColumnCount; ++column)
        m_table->header()->resizeSection(column, theme.px(widths[column]));
    m_table->setStretchColumn(ProfileTableModel::Name);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, padding, 0, padding);
    all->setSpacing(theme.px(10));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(padding, 0, padding, 0);
    head->addWidget(m_field, 1);
    addTools(head);
    all->addLayout(head);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    all->addLayout(m_pages, 1);
    auto* notes = new QHBoxLayout;
    notes->setContentsMargins(padding, 0, padding, 0);
    notes->addWidget(m_note, 1);
    all->addLayout(notes);
    m_here->setAutoDefault(false);
    m_newTab->setDefault(true);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(padding, 0, padding, 0);
    foot->setSpacing(theme.sizes().buttonGap);
    foot->addStretch(1);
    foot->addWidget(m_here);
    foot->addWidget(m_newTab);
    all->addLayout(foot);
    connect(m_here, &QAbstractButton::clicked, this, [this] { openCurrent(false); });
    connect(m_newTab, &QAbstractButton::clicked, this, [this] { openCurrent(true); });
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this] { openCurrent(true); });
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setFilterFixedString(text.trimmed());
        if (!m_table->currentIndex().isValid())
            m_table->selectRow(0);
        refresh();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &OpenSessionDialog::refresh);
    connect(m_state, &StateView::actionTriggered, this, [this] { editProfile(true); });
}

void OpenSessionDialog::addTools(QLayout* row)
{
    auto* add = new ToolButton(m_appearance, QStringLiteral("plus"), tr("New profile"));
    auto* again = new ToolButton(m_appearance, QStringLiteral("reload"), tr("Read the files again"));
    for (ToolButton* button : {add, m_edit, m_copy, m_delete, again})
        row->addWidget(button);
    connect(add, &QAbstractButton::clicked, this, [this] { editProfile(true); });
    connect(m_edit, &QAbstractButton::clicked, this, [this] { editProfile(false); });
    connect(m_copy, &QAbstractButton::clicked, this, &OpenSessionDialog::duplicateProfile);
    connect(m_delete, &QAbstractButton::clicked, this, &OpenSessionDialog::deleteProfile);
    connect(again, &QAbstractButton::clicked, this, [this] { reload(current()); });
}

// The arrows walk through the list while one types.
bool OpenSessionDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_filter.rowCount() > 0) {
            m_table->selectRow(qBound(0, m_table->currentIndex().row() + step, m_filter.rowCount() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

QString OpenSessionDialog::current() const
{
    const QModelIndex index = m_filter.mapToSource(m_table->currentIndex());
    return index.isValid() ? m_model.at(index.row()).name : QString();
}

void OpenSessionDialog::reload(const QString& wanted)
{
    const auto files = ConfigFiles::load(m_environment);
    m_model.setRows(files ? profileRows(*files) : std::vector<ProfileRow>());
    m_note->setColor(files ? Token::Text2 : Token::Danger);
    m_note->setText(files ? tr("Read from %1; names and keys stay there.")
                                .arg(toOneLine(ConfigFiles::configPath(m_environment)))
                          : sentenceText(files.error().message));
    int row = 0;
    for (int i = 0; i < m_model.rowCount(); ++i) {
        if (m_model.at(i).name == wanted)
            row = m_filter.mapFromSource(m_model.index(i, 0)).row();
    }
    m_table->selectRow(qMax(0, row));
    StateContent content{.iconName = QStringLiteral("user")};
    if (files) {
        content.title = tr("No profile yet");
        content.sentence = tr("A profile says where to sign in or which keys to use: AWS, MinIO, R2, B2, "
                              "Wasabi, Ceph, Google Cloud Storage, LocalStack or moto.");
        content.actions = {{newProfileAction, tr("New profile"), QStringLiteral("plus")}};
    } else {
        content.title = tr("The profiles could not be read");
        content.sentence = sentenceText(files.error().message);
        content.danger = true;
    }
    m_state->setContent(content);
    refresh();
}

void OpenSessionDialog::refresh()
{
    const bool hasCurrent = !current().isEmpty();
    for (QWidget* each : std::initializer_list<QWidget*>{m_edit, m_copy, m_delete, m_here, m_newTab})
        each->setEnabled(hasCurrent);
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 1 : 0);
}

void OpenSessionDialog::openCurrent(bool newTab)
{
    const QString profile = current();
    if (profile.isEmpty())
        return;
    emit chosen(profile, newTab);
    accept();
}

void OpenSessionDialog::editProfile(bool isNew)
{
    const auto profile = isNew ? std::nullopt : std::optional(current().toStdString());
    auto* dialog = new ProfileDialog(m_appearance, m_environment, profile, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_field->clear();
        reload(dialog->name());
    });
    dialog->open();
}

void OpenSessionDialog::finish(const Result<void>& done, const QString& wanted)
{
    if (done) {
        reload(wanted);
        return;
    }
    m_note->setColor(Token::Danger);
    m_note->setText(sentenceText(done.error().message));
}

void OpenSessionDialog::duplicateProfile()
{
    auto editor = ProfileEditor::open(m_environment);
    if (!editor) {
        finish(editor.error(), {});
        return;
    }
    const std::string profile = current().toStdString();
    int number = 2;
    while (editor->hasProfile(profile + '-' + std::to_string(number)))
        ++number;
    const std::string copy = profile + '-' + std::to_string(number);
    auto done = editor->duplicate(profile, copy);
    finish(done ? editor->save() : done, toQString(copy));
}

void OpenSessionDialog::deleteProfile()
{
    const QString profile = current();
    Confirmation question;
    question.session.profile = profile;
    question.title = tr("Delete the profile %1?").arg(toOneLine(profile));
    question.sentence =
        tr("Its settings and keys go from the config and the credentials file. This cannot be "
           "undone.");
    question.button = tr("Delete profile");
    question.destructive = true;
    auto* dialog = new ConfirmDialog(m_appearance, question, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, profile] {
        auto editor = ProfileEditor::open(m_environment);
        auto done = editor ? editor->remove(profile.toStdString()) : Result<void>(editor.error());
        finish(done ? editor->save() : done, {});
    });
    dialog->open();
}

} // namespace inia::ui
