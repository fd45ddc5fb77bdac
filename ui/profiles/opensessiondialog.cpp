#include "ui/profiles/opensessiondialog.h"

#include "core/async/background.h"
#include "core/config/profileeditor.h"
#include "core/config/profilefile.h"
#include "core/identity/keystore.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/profiles/profiledialog.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QEvent>
#include <QtCore/QPointer>
#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

void ProfileDelegate::paintFolder(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect room = contentRect(option.rect, true);
    const QString icon = index.data(OpenIconNameRole).toString();
    drawChevron(painter, QPointF(room.left() + sizes.iconSmall / 2.0, room.center().y() + 0.5), theme().px(8),
                icon.isEmpty() ? Chevron::Right : Chevron::Down, theme().color(Token::Text2));
    const int left = paintIcon(painter, option, room.left() + sizes.iconSmall + theme().px(4),
                               icon.isEmpty() ? QStringLiteral("folder") : icon, Token::Text2, sizes.icon);
    const int x = paintText(painter, QRect(left, room.top(), room.right() - left, room.height()),
                            FontRole::Strong, Token::Text, index.data().toString());
    const int rest = x + theme().px(8);
    paintText(painter, QRect(rest, room.top(), room.right() - rest, room.height()), FontRole::Secondary,
              quiet(option), QString::number(index.data(CountRole).toInt()));
}

void ProfileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    paintBackground(*painter, option);
    const Sizes& sizes = theme().sizes();
    const bool production = index.data(ProductionRole).toBool();
    if (index.data(FolderRole).toBool()) {
        paintFolder(*painter, option, index);
        return;
    }
    const int indent = index.data(DepthRole).toInt() * (sizes.iconSmall + theme().px(4));
    const QRect room = contentRect(option.rect, true).adjusted(indent, 0, 0, 0);
    const int square = theme().px(9);
    const int middle = room.center().y() + 1;
    fillRounded(*painter, QRect(room.left(), middle - square / 2, square, square), theme().px(2),
                theme().color(sessionToken(index.data(SessionColorRole).toInt(), production)));
    int right = room.right();
    const bool locked = index.data(LockedRole).toBool();
    const QString label = tr("PROD");
    const QSize badge = badgeSize(theme(), label);
    right -= locked ? sizes.iconSmall + sizes.iconGap : 0;
    right -= production ? badge.width() + sizes.iconGap : 0;
    const int left = room.left() + square + sizes.iconGap;
    int x = paintText(*painter, QRect(left, room.top(), right - left, room.height()), FontRole::Data,
                      production ? Token::Danger : Token::Text, index.data().toString(), Qt::ElideMiddle);
    x += sizes.iconGap;
    if (production) {
        drawBadge(*painter, QRect(QPoint(x, middle - badge.height() / 2), badge), theme(), label,
                  BadgeKind::Production);
        x += badge.width() + sizes.iconGap;
    }
    if (locked)
        paintIcon(*painter, option, x, QStringLiteral("lock"), quiet(option), sizes.iconSmall);
}

namespace {

constexpr int openDialogWidth = 760;
constexpr int openDialogHeight = 540;
const QString newProfileAction = QStringLiteral("newProfile");
const QString noProfileAction = QStringLiteral("noProfile");

// "~/.aws/config", as people write it.
QString shortPath(const Environment& environment, const std::string& path)
{
    const auto home = environment.home();
    const bool isBelow = !home.empty() && path.starts_with(home + '/');
    return toOneLine(isBelow ? '~' + path.substr(home.size()) : path);
}

} // namespace

OpenSessionDialog::OpenSessionDialog(const Appearance& appearance, Runtime runtime,
                                     const QStringList& readOnlyProfiles, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_runtime(std::move(runtime)),
      m_readOnlyProfiles(readOnlyProfiles),
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
    build();
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, [this] { m_model.setNow(m_runtime.clock->now()); });
    m_minute.start();
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
    m_table->setItemDelegateForColumn(ProfileTableModel::Name, new ProfileDelegate(m_appearance, m_table));
    m_table->setAccessibleName(tr("Profiles"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    const int widths[]{0, 124, 130, 110, 170};
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
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (index.data(FolderRole).toBool() && m_field->text().isEmpty())
            m_model.toggleFolder(m_filter.mapToSource(index).row());
    });
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setText(text);
        if (currentRow() == nullptr)
            selectProfile(0, 1);
        refresh();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &OpenSessionDialog::refresh);
    connect(m_state, &StateView::actionTriggered, this, [this](const QString& id) {
        if (id == newProfileAction) {
            editProfile(true);
            return;
        }
        emit chosen({}, true);
        accept();
    });
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
            selectProfile(m_table->currentIndex().row() + step, step);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

const ProfileRow* OpenSessionDialog::currentRow() const
{
    const QModelIndex index = m_filter.mapToSource(m_table->currentIndex());
    const ProfileRow* row = index.isValid() ? &m_model.at(index.row()) : nullptr;
    return row != nullptr && !row->isFolder() ? row : nullptr;
}

void OpenSessionDialog::selectProfile(int row, int step)
{
    while (row >= 0 && row < m_filter.rowCount() && m_filter.index(row, 0).data(FolderRole).toBool())
        row += step;
    if (row >= 0 && row < m_filter.rowCount())
        m_table->selectRow(row);
}

QString OpenSessionDialog::current() const
{
    const ProfileRow* row = currentRow();
    return row != nullptr ? row->name : QString();
}

void OpenSessionDialog::reload(const QString& wanted)
{
    ++m_work;
    const int reading = ++m_reading;
    m_table->setLoading(m_model.rowCount() == 0);
    runInOwnThread(
        [environment = m_runtime.environment, clock = m_runtime.clock,
         locked = m_readOnlyProfiles]() -> Profiles {
            auto files = ConfigFiles::load(environment);
            if (!files)
                return {{}, files.error()};
            auto context = std::make_shared<SourceContext>();
            context->environment = environment;
            context->files = std::make_shared<const ConfigFiles>(std::move(files).value());
            context->clock = clock;
            context->store = std::make_shared<TokenStore>();
            return {profileRows(context, locked), {}};
        },
        [guard = QPointer(this), reading, wanted](Profiles profiles) {
            if (!guard)
                return;
            --guard->m_work;
            if (reading == guard->m_reading) // else a later one is under way
                guard->take(std::move(profiles), wanted);
            guard->refresh();
        });
    refresh();
}

void OpenSessionDialog::take(Profiles profiles, const QString& wanted)
{
    m_table->setLoading(false);
    m_model.setNow(m_runtime.clock->now());
    m_model.setRows(std::move(profiles.rows));
    m_problem = std::move(profiles.error);
    selectProfile(qMax(0, m_filter.mapFromSource(m_model.index(m_model.rowOf(wanted), 0)).row()), 1);
    StateContent content{.iconName = QStringLiteral("user")};
    if (m_problem) {
        content.title = tr("The profiles could not be read");
        content.sentence = sentenceText(m_problem->message);
        content.danger = true;
    } else {
        content.title = tr("No profile yet");
        content.sentence =
            tr("A profile says where to sign in or which keys to use: AWS, MinIO, R2, B2, "
               "Wasabi, Ceph, Google Cloud Storage, LocalStack or moto. Without one, keys come "
               "from the environment, the container or the machine.");
        content.actions = {{newProfileAction, tr("New profile"), QStringLiteral("plus")},
                           {noProfileAction, tr("Open without a profile"), {}}};
    }
    m_state->setContent(content);
    if (const auto newTab = std::exchange(m_awaited, std::nullopt))
        openCurrent(*newTab);
}

void OpenSessionDialog::refresh()
{
    const ProfileRow* row = currentRow();
    const bool canAct = row != nullptr && m_work == 0;
    for (QWidget* each : std::initializer_list<QWidget*>{m_edit, m_copy, m_delete})
        each->setEnabled(canAct);
    m_here->setEnabled(row != nullptr || isFirstReading());
    m_newTab->setEnabled(row != nullptr || isFirstReading());
    m_pages->setCurrentIndex(m_model.rowCount() == 0 && m_work == 0 ? 1 : 0);
    const bool isWrong = m_problem || (row != nullptr && !row->problem.isEmpty());
    m_note->setColor(isWrong ? Token::Danger : Token::Text2);
    if (m_problem) {
        m_note->setText(sentenceText(m_problem->message));
    } else {
        m_note->setText(
            isWrong ? row->problem
            : row != nullptr && !row->notes.isEmpty()
                ? row->notes
                : tr("Read from %1; names and keys stay there.")
                      .arg(shortPath(m_runtime.environment, ConfigFiles::configPath(m_runtime.environment))));
    }
}

void OpenSessionDialog::openCurrent(bool newTab)
{
    const QString profile = current();
    if (profile.isEmpty()) {
        if (isFirstReading())
            m_awaited = newTab;
        return;
    }
    emit chosen(profile, newTab);
    accept();
}

void OpenSessionDialog::editProfile(bool isNew)
{
    const auto profile = isNew ? std::nullopt : std::optional(current().toStdString());
    auto* dialog = new ProfileDialog(m_appearance, m_runtime, profile, m_keychain, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProfileDialog::signInRequested, this, &OpenSessionDialog::signInRequested);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_field->clear();
        reload(dialog->name());
    });
    dialog->open();
}

void OpenSessionDialog::change(std::function<Result<QString>(ProfileEditor&)> act)
{
    ++m_work;
    refresh();
    runInOwnThread(
        [environment = m_runtime.environment, act = std::move(act)]() -> Result<QString> {
            auto editor = ProfileEditor::open(environment);
            if (!editor)
                return editor.error();
            auto current = act(*editor);
            if (!current)
                return current;
            const auto saved = editor->save();
            return saved ? current : Result<QString>(saved.error());
        },
        [guard = QPointer(this)](const Result<QString>& current) {
            if (!guard)
                return;
            --guard->m_work;
            if (current) {
                guard->reload(*current);
                return;
            }
            guard->refresh();
            guard->m_note->setColor(Token::Danger);
            guard->m_note->setText(sentenceText(current.error().message));
        });
}

void OpenSessionDialog::duplicateProfile()
{
    change([profile = current().toStdString()](ProfileEditor& editor) -> Result<QString> {
        int number = 2;
        while (editor.hasProfile(profile + '-' + std::to_string(number)))
            ++number;
        const std::string copy = profile + '-' + std::to_string(number);
        const auto done = editor.duplicate(profile, copy);
        return done ? Result<QString>(toQString(copy)) : done.error();
    });
}

void OpenSessionDialog::deleteProfile()
{
    const ProfileRow& row = *currentRow();
    int users = 0;
    for (int i = 0; i < m_model.rowCount(); ++i)
        users += m_model.at(i).storedName == row.storedName ? 1 : 0;
    const bool takesKeys = !row.storedName.empty() && users == 1 && m_keychain.store;
    Confirmation question;
    question.session.profile = row.name;
    question.session.color = sessionToken(row.color, row.production);
    question.session.production = row.production;
    question.session.accountId = row.account;
    question.session.region = row.region;
    question.title = tr("Delete the profile %1?").arg(toOneLine(row.name));
    question.sentence = deletionText(row, takesKeys);
    question.button = tr("Delete profile");
    question.place = shortPath(m_runtime.environment, ConfigFiles::configPath(m_runtime.environment));
    question.destructive = true;
    const auto profile = row.name.toStdString();
    confirm(question, [this, profile, question, name = takesKeys ? row.storedName : std::string()] {
        if (name.empty())
            removeProfile(profile);
        else
            removeWithKeys(profile, name, question);
    });
}

QString OpenSessionDialog::deletionText(const ProfileRow& row, bool takesKeys) const
{
    if (takesKeys)
        return tr(
            "Its settings go from the config and the credentials file, and its keys from the keychain "
            "of the desktop, for all AWS tools. This cannot be undone; nothing in the account changes.");
    const QString sentence = tr("Its settings and keys go from the config and the credentials file, for all "
                                "AWS tools. This cannot be undone; nothing in the account changes.");
    if (row.storedName.empty())
        return sentence;
    return sentence + u' ' +
           (m_keychain.store ? tr("Its keys stay in the keychain: another profile uses them as well.")
                             : tr("Its keys stay in the keychain, which cannot be reached from here."));
}

void OpenSessionDialog::confirm(const Confirmation& question, std::function<void()> act)
{
    auto* dialog = new ConfirmDialog(m_appearance, question, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, std::move(act));
    dialog->open();
}

void OpenSessionDialog::removeProfile(const std::string& profile)
{
    change([profile](ProfileEditor& editor) -> Result<QString> {
        const auto done = editor.remove(profile);
        return done ? Result<QString>(QString()) : done.error();
    });
}

// First the keychain: it may refuse, and then the profile still says by what name the keys are there.
void OpenSessionDialog::removeWithKeys(const std::string& profile, const std::string& storedName,
                                       const Confirmation& question)
{
    ++m_work;
    refresh();
    m_keychain.store->remove(storedName, this, [this, profile, question](const Result<void>& removed) {
        --m_work;
        refresh();
        if (removed || removed.error().code == "NoSuchKeys") {
            removeProfile(profile);
            return;
        }
        Confirmation again = question;
        again.title = tr("Delete the profile %1 without its keys?").arg(toOneLine(question.session.profile));
        again.sentence = tr("%1 The keys would stay there.").arg(sentenceText(removed.error().message));
        confirm(again, [this, profile] { removeProfile(profile); });
    });
}

} // namespace inia::ui
