#include "ui/commands/commandtable.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QShortcut>
#include <QtWidgets/QAbstractButton>

#include <algorithm>

namespace inia::ui {

namespace {

using Id = CommandId;
using Scope = CommandScope;

// The scope that holds this one; the window holds itself.
Scope outerScope(Scope scope)
{
    switch (scope) {
    case Scope::Objects:
    case Scope::Items:
        return Scope::Rows;
    default:
        return Scope::Window;
    }
}

bool isWithin(Scope inner, Scope outer)
{
    if (inner == Scope::ItemEditor || outer == Scope::ItemEditor)
        return inner == outer; // a window of its own
    for (; inner != outer; inner = outerScope(inner)) {
        if (inner == Scope::Window)
            return false;
    }
    return true;
}

std::vector<Command> makeTable()
{
    const auto ctrl = [](int key) { return QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)); };
    const auto ctrlShift = [](int key) {
        return QKeySequence(Qt::CTRL | Qt::SHIFT | static_cast<Qt::Key>(key));
    };
    const auto alt = [](int key) { return QKeySequence(Qt::ALT | static_cast<Qt::Key>(key)); };
    const auto shift = [](int key) { return QKeySequence(Qt::SHIFT | static_cast<Qt::Key>(key)); };
    const QList<QKeySequence> ctrlReturn{ctrl(Qt::Key_Return), ctrl(Qt::Key_Enter)};
    constexpr auto window = Scope::Window;
    return {
        {Id::OpenAnything,
         "open-anything",
         QT_TRANSLATE_NOOP("Commands", "Open anything"),
         window,
         {ctrl(Qt::Key_P)},
         "search"},
        {Id::Palette,
         "palette",
         QT_TRANSLATE_NOOP("Commands", "All commands"),
         window,
         {ctrlShift(Qt::Key_P)},
         "list"},
        {Id::EditPath,
         "edit-path",
         QT_TRANSLATE_NOOP("Commands", "Edit the path"),
         window,
         {ctrl(Qt::Key_L)},
         "edit"},
        {Id::Back, "back", QT_TRANSLATE_NOOP("Commands", "Back"), window, {alt(Qt::Key_Left)}, "back"},
        {Id::Forward,
         "forward",
         QT_TRANSLATE_NOOP("Commands", "Forward"),
         window,
         {alt(Qt::Key_Right)},
         "fwd"},
        {Id::Up, "up", QT_TRANSLATE_NOOP("Commands", "Up"), window, {alt(Qt::Key_Up)}, "up"},
        {Id::UpFromRows,
         "up-from-rows",
         QT_TRANSLATE_NOOP("Commands", "Up"),
         Scope::Rows,
         {Qt::Key_Backspace},
         "up"},
        {Id::Reload, "reload", QT_TRANSLATE_NOOP("Commands", "Reload"), window, {Qt::Key_F5}, "reload"},
        {Id::StopLoading,
         "stop-loading",
         QT_TRANSLATE_NOOP("Commands", "Stop loading"),
         window,
         {Qt::Key_Escape},
         "stop"},
        {Id::PinPlace,
         "pin-place",
         QT_TRANSLATE_NOOP("Commands", "Pin or unpin this place"),
         window,
         {ctrl(Qt::Key_B)},
         "star"},
        {Id::CopyAddress,
         "copy-address",
         QT_TRANSLATE_NOOP("Commands", "Copy the address"),
         window,
         {},
         "copy"},
        {Id::NextArea,
         "next-area",
         QT_TRANSLATE_NOOP("Commands", "Next area"),
         window,
         {Qt::Key_F6},
         "panel-l"},
        {Id::PreviousArea,
         "previous-area",
         QT_TRANSLATE_NOOP("Commands", "Previous area"),
         window,
         {shift(Qt::Key_F6)},
         "panel-l"},

        {Id::NewTab, "new-tab", QT_TRANSLATE_NOOP("Commands", "New tab"), window, {ctrl(Qt::Key_T)}, "plus"},
        {Id::CloseTab,
         "close-tab",
         QT_TRANSLATE_NOOP("Commands", "Close tab"),
         window,
         {ctrl(Qt::Key_W)},
         "x"},
        {Id::NextTab,
         "next-tab",
         QT_TRANSLATE_NOOP("Commands", "Next tab"),
         window,
         {ctrl(Qt::Key_Tab)},
         "fwd"},
        {Id::PreviousTab,
         "previous-tab",
         QT_TRANSLATE_NOOP("Commands", "Previous tab"),
         window,
         {ctrlShift(Qt::Key_Tab)},
         "back"},
        {Id::OpenSession,
         "open-session",
         QT_TRANSLATE_NOOP("Commands", "Open session"),
         window,
         {ctrl(Qt::Key_O)},
         "user"},
        {Id::SwitchProfile,
         "switch-profile",
         QT_TRANSLATE_NOOP("Commands", "Switch profile"),
         window,
         {ctrlShift(Qt::Key_O)},
         "user"},
        {Id::SwitchRegion,
         "switch-region",
         QT_TRANSLATE_NOOP("Commands", "Switch region"),
         window,
         {ctrlShift(Qt::Key_R)},
         "globe"},
        {Id::LockChanges,
         "lock-changes",
         QT_TRANSLATE_NOOP("Commands", "Lock or unlock the session"),
         window,
         {ctrlShift(Qt::Key_L)},
         "lock"},
        {Id::SignIn, "sign-in", QT_TRANSLATE_NOOP("Commands", "Sign in"), window, {}, "key"},
        {Id::AccountsAndRoles,
         "accounts",
         QT_TRANSLATE_NOOP("Commands", "Accounts and roles"),
         window,
         {},
         "user"},
        {Id::ExplainSession,
         "explain-session",
         QT_TRANSLATE_NOOP("Commands", "Why the session is as it is"),
         window,
         {},
         "info"},

        {Id::Filter, "filter", QT_TRANSLATE_NOOP("Commands", "Filter"), window, {ctrl(Qt::Key_I)}, "filter"},
        {Id::SearchBelow,
         "search-below",
         QT_TRANSLATE_NOOP("Commands", "Search below this place (S3)"),
         window,
         {ctrl(Qt::Key_F)},
         "search"},
        {Id::CalculateSize,
         "calculate-size",
         QT_TRANSLATE_NOOP("Commands", "Calculate the size of what is here (S3)"),
         window,
         {},
         "chart"},
        {Id::LoadAll, "load-all", QT_TRANSLATE_NOOP("Commands", "Load all"), window, {}, "download"},
        {Id::SelectAll,
         "select-all",
         QT_TRANSLATE_NOOP("Commands", "Select all"),
         Scope::Rows,
         {QKeySequence::SelectAll},
         "check"},
        {Id::CopyRows,
         "copy-rows",
         QT_TRANSLATE_NOOP("Commands", "Copy"),
         Scope::Rows,
         {ctrl(Qt::Key_C)},
         "copy"},
        {Id::CopyCell, "copy-cell", QT_TRANSLATE_NOOP("Commands", "Copy the cell"), window, {}, "copy"},
        {Id::CopyTable,
         "copy-table",
         QT_TRANSLATE_NOOP("Commands", "Copy rows as a table"),
         window,
         {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C)},
         "copy"},
        {Id::CopyId, "copy-id", QT_TRANSLATE_NOOP("Commands", "Copy id"), window, {}, "copy"},
        {Id::CopyArn,
         "copy-arn",
         QT_TRANSLATE_NOOP("Commands", "Copy ARN"),
         window,
         {ctrlShift(Qt::Key_C)},
         "copy"},
        {Id::CopyUri, "copy-uri", QT_TRANSLATE_NOOP("Commands", "Copy URI"), window, {}, "copy"},
        {Id::CopyConsoleLink,
         "copy-console-link",
         QT_TRANSLATE_NOOP("Commands", "Copy link to the AWS console"),
         window,
         {},
         "copy"},
        {Id::OpenInConsole,
         "open-in-console",
         QT_TRANSLATE_NOOP("Commands", "Open in the AWS console"),
         window,
         {},
         "external"},
        {Id::Preview,
         "preview",
         QT_TRANSLATE_NOOP("Commands", "Preview"),
         Scope::Objects,
         {Qt::Key_Space},
         "eye"},
        {Id::ShowVersions,
         "show-versions",
         QT_TRANSLATE_NOOP("Commands", "Show or hide versions"),
         Scope::Objects,
         {},
         "history"},
        {Id::Delete,
         "delete",
         QT_TRANSLATE_NOOP("Commands", "Delete what is selected, after asking"),
         Scope::Rows,
         {Qt::Key_Delete},
         "trash"},
        {Id::Rename, "rename", QT_TRANSLATE_NOOP("Commands", "Rename"), Scope::Objects, {Qt::Key_F2}, "edit"},
        {Id::MoveTo,
         "move-to",
         QT_TRANSLATE_NOOP("Commands", "Move to another folder or bucket"),
         Scope::Objects,
         {},
         "fwd"},
        {Id::CopyTo,
         "copy-to",
         QT_TRANSLATE_NOOP("Commands", "Copy to another folder or bucket"),
         Scope::Objects,
         {},
         "copy"},
        {Id::CutObjects,
         "cut-objects",
         QT_TRANSLATE_NOOP("Commands", "Cut, to move where it is pasted"),
         Scope::Objects,
         {ctrl(Qt::Key_X)},
         "fwd"},
        {Id::PasteObjects,
         "paste-objects",
         QT_TRANSLATE_NOOP("Commands", "Paste objects"),
         Scope::Objects,
         {ctrl(Qt::Key_V)},
         "copy"},
        {Id::NewFolder,
         "new-folder",
         QT_TRANSLATE_NOOP("Commands", "New folder"),
         Scope::Objects,
         {ctrlShift(Qt::Key_N)},
         "folder"},
        {Id::EditObject,
         "edit-object",
         QT_TRANSLATE_NOOP("Commands", "Edit as text"),
         Scope::Objects,
         {ctrl(Qt::Key_E)},
         "edit"},
        {Id::ListRegions,
         "list-regions",
         QT_TRANSLATE_NOOP("Commands", "List in several regions"),
         window,
         {},
         "globe"},
        {Id::ChooseColumns,
         "choose-columns",
         QT_TRANSLATE_NOOP("Commands", "Choose columns"),
         window,
         {},
         "columns"},
        {Id::AddColumn,
         "add-column",
         QT_TRANSLATE_NOOP("Commands", "Add a column by JMESPath"),
         window,
         {},
         "columns"},
        {Id::ExportCsv, "export-csv", QT_TRANSLATE_NOOP("Commands", "Export as CSV"), window, {}, "download"},
        {Id::ExportJson,
         "export-json",
         QT_TRANSLATE_NOOP("Commands", "Export as JSON"),
         window,
         {},
         "download"},
        {Id::ExportNdjson,
         "export-ndjson",
         QT_TRANSLATE_NOOP("Commands", "Export as NDJSON"),
         window,
         {},
         "download"},

        {Id::NewItem,
         "new-item",
         QT_TRANSLATE_NOOP("Commands", "New item"),
         Scope::Items,
         {ctrl(Qt::Key_N)},
         "plus"},
        {Id::EditItem,
         "edit-item",
         QT_TRANSLATE_NOOP("Commands", "Edit item"),
         Scope::Items,
         {Qt::Key_F2, Qt::Key_Return, Qt::Key_Enter},
         "edit"},
        {Id::DuplicateItem,
         "duplicate-item",
         QT_TRANSLATE_NOOP("Commands", "Duplicate item"),
         Scope::Items,
         {ctrl(Qt::Key_D)},
         "copy"},
        {Id::RunQuery, "run-query", QT_TRANSLATE_NOOP("Commands", "Run the query"), Scope::Items, ctrlReturn,
         "play"},
        {Id::StoreItem, "store-item", QT_TRANSLATE_NOOP("Commands", "Store the item"), Scope::ItemEditor,
         ctrlReturn, "check"},

        {Id::OpenConsole,
         "open-console",
         QT_TRANSLATE_NOOP("Commands", "API console"),
         window,
         {ctrlShift(Qt::Key_A)},
         "terminal"},
        {Id::RunOperation, "run-operation", QT_TRANSLATE_NOOP("Commands", "Run the operation"),
         Scope::Console, ctrlReturn, "play"},

        {Id::ShowTree,
         "show-tree",
         QT_TRANSLATE_NOOP("Commands", "Resource tree"),
         window,
         {Qt::Key_F9},
         "panel-l"},
        {Id::ShowDetails,
         "show-details",
         QT_TRANSLATE_NOOP("Commands", "Details"),
         window,
         {Qt::Key_F11},
         "panel-r"},
        {Id::ShowInspector,
         "show-inspector",
         QT_TRANSLATE_NOOP("Commands", "Inspector"),
         window,
         {Qt::Key_F12},
         "panel-b"},
        {Id::ShowTransfers,
         "show-transfers",
         QT_TRANSLATE_NOOP("Commands", "Transfers, then jobs"),
         window,
         {ctrl(Qt::Key_J)},
         "upload"},
        {Id::ShowJobs, "show-jobs", QT_TRANSLATE_NOOP("Commands", "Jobs"), window, {}, "stack"},
        {Id::UndoJob,
         "undo-job",
         QT_TRANSLATE_NOOP("Commands", "Undo the last job"),
         window,
         {ctrl(Qt::Key_Z)},
         "history"},
        {Id::ShowMenu, "show-menu", QT_TRANSLATE_NOOP("Commands", "Menu"), window, {Qt::Key_F10}, "menu"},
        {Id::ThemeSystem,
         "theme-system",
         QT_TRANSLATE_NOOP("Commands", "Look like the desktop"),
         window,
         {},
         "eye"},
        {Id::ThemeLight, "theme-light", QT_TRANSLATE_NOOP("Commands", "Light"), window, {}, "eye"},
        {Id::ThemeDark, "theme-dark", QT_TRANSLATE_NOOP("Commands", "Dark"), window, {}, "eye"},
        {Id::ShowKeys, "show-keys", QT_TRANSLATE_NOOP("Commands", "Keys"), window, {Qt::Key_F1}, "info"},
        {Id::Quit, "quit", QT_TRANSLATE_NOOP("Commands", "Quit"), window, {ctrl(Qt::Key_Q)}, "x"},
    };
}

} // namespace

QString Command::title() const
{
    return QCoreApplication::translate("Commands", text);
}

const std::vector<Command>& commandTable()
{
    static const std::vector<Command> table = makeTable();
    return table;
}

const Command& commandOf(CommandId id)
{
    const auto& table = commandTable();
    return *std::find_if(table.begin(), table.end(), [id](const Command& row) { return row.id == id; });
}

const QList<QKeySequence>& keysOf(CommandId id)
{
    return commandOf(id).keys;
}

QString keyText(CommandId id)
{
    const auto& keys = keysOf(id);
    return keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText);
}

QString scopeText(CommandScope scope)
{
    switch (scope) {
    case Scope::Window:
        break;
    case Scope::Rows:
        return QCoreApplication::translate("Commands", "in tables");
    case Scope::Objects:
        return QCoreApplication::translate("Commands", "S3");
    case Scope::Items:
        return QCoreApplication::translate("Commands", "DynamoDB");
    case Scope::ItemEditor:
        return QCoreApplication::translate("Commands", "item editor");
    case Scope::Console:
        return QCoreApplication::translate("Commands", "API console");
    }
    return {};
}

bool overlap(CommandScope a, CommandScope b)
{
    return isWithin(a, b) || isWithin(b, a);
}

CommandSet::CommandSet(QWidget* window) : QObject(window), m_window(window) {}

void CommandSet::add(CommandId id, Act act, Obstacle obstacle)
{
    m_bound[id] = {std::move(act), std::move(obstacle)};
    if (commandOf(id).scope != CommandScope::Window)
        return;
    for (const auto& key : keysOf(id))
        connect(new QShortcut(key, m_window), &QShortcut::activated, this, [this, id] { run(id); });
}

void CommandSet::add(CommandId id, QAbstractButton* button, const QString& whyNot)
{
    m_bound[id] = {[button] { button->click(); },
                   [button, whyNot] { return button->isEnabled() ? QString() : whyNot; }};
}

std::vector<CommandId> CommandSet::all() const
{
    std::vector<CommandId> ids;
    for (const auto& command : commandTable()) {
        if (m_bound.contains(command.id))
            ids.push_back(command.id);
    }
    return ids;
}

QString CommandSet::obstacle(CommandId id) const
{
    const auto found = m_bound.find(id);
    if (found == m_bound.end())
        return tr("Not in this window");
    return found->second.obstacle ? found->second.obstacle() : QString();
}

void CommandSet::run(CommandId id)
{
    const QString reason = obstacle(id);
    if (reason.isNull())
        m_bound.at(id).act();
    else
        emit refused(reason);
}

} // namespace inia::ui
