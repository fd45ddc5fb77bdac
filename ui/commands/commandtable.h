#pragma once

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtGui/QKeySequence>

#include <functional>
#include <map>
#include <vector>

class QAbstractButton;
class QWidget;

namespace inia::ui {

// What can be done with the window, whether by a key, a button, a menu or the palette.
enum class CommandId : quint8 {
    // Going somewhere
    OpenAnything,
    Palette,
    EditPath,
    Back,
    Forward,
    Up,
    UpFromRows,
    Reload,
    StopLoading,
    PinPlace,
    CopyAddress,
    NextArea,
    PreviousArea,
    // Sessions
    NewTab,
    CloseTab,
    NextTab,
    PreviousTab,
    OpenSession,
    SwitchProfile,
    SwitchRegion,
    LockChanges,
    SignIn,
    AccountsAndRoles,
    ExplainSession,
    // Rows
    Filter,
    SearchBelow,
    CalculateSize,
    LoadAll,
    SelectAll,
    CopyRows,
    CopyCell,
    CopyTable,
    CopyId,
    CopyArn,
    CopyUri,
    CopyConsoleLink,
    OpenInConsole,
    Preview,
    ShowVersions,
    Delete,
    Rename,
    MoveTo,
    CopyTo,
    CutObjects,
    PasteObjects,
    NewFolder,
    EditObject,
    ListRegions,
    ChooseColumns,
    AddColumn,
    ExportCsv,
    ExportJson,
    ExportNdjson,
    // Items of DynamoDB
    NewItem,
    EditItem,
    DuplicateItem,
    RunQuery,
    StoreItem,
    // The API console
    OpenConsole,
    RunOperation,
    // The window
    ShowTree,
    ShowDetails,
    ShowInspector,
    ShowTransfers,
    ShowJobs,
    UndoJob,
    ShowMenu,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    ShowKeys,
    Quit,
};

// Where the keys of a command work.
enum class CommandScope : quint8 {
    Window,
    Rows,       // any table of rows
    Objects,    // of a bucket
    Items,      // of a DynamoDB table
    ItemEditor, // a window of its own
    Console,
};

struct Command {
    CommandId id = CommandId::OpenAnything;
    const char* name = nullptr; // for code that has only texts
    const char* text = nullptr; // in English
    CommandScope scope = CommandScope::Window;
    QList<QKeySequence> keys; // the first one is what menus show; may be empty
    const char* icon = nullptr;

    // As it is shown.
    [[nodiscard]] QString title() const;
};

// All of them, each once, in the order in which the palette and the list of keys show them. Menus, buttons
// and README take their words and keys from here.
[[nodiscard]] const std::vector<Command>& commandTable();
[[nodiscard]] const Command& commandOf(CommandId id);
[[nodiscard]] const QList<QKeySequence>& keysOf(CommandId id);
// The first key as menus write it; empty for none.
[[nodiscard]] QString keyText(CommandId id);

// "in tables", for lists of keys; empty for the window.
[[nodiscard]] QString scopeText(CommandScope scope);
// Whether both would answer to one key somewhere.
[[nodiscard]] bool overlap(CommandScope a, CommandScope b);

// The commands of one window: what each does there, and why it cannot just now. Commands of the window's
// scope get their keys here; those of a part of it have theirs from that part, by keysOf().
class CommandSet final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandSet)

public:
    using Act = std::function<void()>;
    // A sentence that says why it cannot be done; null when it can.
    using Obstacle = std::function<QString()>;

    explicit CommandSet(QWidget* window);

    void add(CommandId id, Act act, Obstacle obstacle = {});
    // What a click on the button does; `whyNot` is told while it is disabled. The button has the keys.
    void add(CommandId id, QAbstractButton* button, const QString& whyNot = {});

    // In the order of the table.
    [[nodiscard]] std::vector<CommandId> all() const;
    [[nodiscard]] QString obstacle(CommandId id) const;
    // Does it, or says by refused() why not.
    void run(CommandId id);

signals:
    void refused(const QString& reason);

private:
    struct Bound {
        Act act;
        Obstacle obstacle;
    };

    QWidget* m_window;
    std::map<CommandId, Bound> m_bound;
};

} // namespace inia::ui
