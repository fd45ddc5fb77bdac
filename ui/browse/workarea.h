#pragma once

#include "ui/browse/sessionview.h"

#include <QtCore/QByteArray>
#include <QtWidgets/QWidget>

#include <memory>
#include <optional>
#include <vector>

class QSplitter;
class QStackedWidget;

namespace inia::ui {

class SessionController;

// How the user has divided the window; kept from one start to the next.
struct WorkAreaLayout {
    QByteArray columns; // tree | rest
    QByteArray rows;    // browser over dock
    QByteArray content; // browser | details
    // Which parts are open, and which of them where there is little room for them.
    bool tree = true;
    bool dock = true;
    bool details = true;
    bool crampedTree = false;
    bool crampedDock = false;
    bool crampedDetails = false;
    QList<QByteArray> dockPages; // list | detail of each
    int dockPage = 0;            // the one that is shown
};

// The space below the toolbar: tree at the left down to the bottom edge, browser and details beside it, and
// the dock, which all sessions share, below those. Has a view for each session that was looked at and shows
// the current one; a session that could not be opened shows why instead.
class WorkArea final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkArea)

public:
    // Takes over `dock`. What the tabs share outlives it.
    WorkArea(const Appearance& appearance, SessionController& sessions, SharedParts shared, QWidget* dock,
             QWidget* parent = nullptr);
    ~WorkArea() override;

    void setCurrentIndex(int index);
    // Null when there is no session, or none could be opened.
    [[nodiscard]] SessionView* current() const;
    // Those that somebody has looked at.
    [[nodiscard]] std::vector<WindowServices::OpenTab> openTabs() const;
    // Where a tab is, or will begin once somebody looks at it.
    [[nodiscard]] Place placeOf(int index) const;

    [[nodiscard]] bool isTreeOpen() const;
    [[nodiscard]] bool isDockOpen() const;
    [[nodiscard]] bool isDetailsOpen() const;
    void setTreeOpen(bool open);
    void setDockOpen(bool open);
    void setDetailsOpen(bool open);
    // What sessions opened from now on share.
    void setColumnChoices(std::shared_ptr<ColumnChoices> choices) { m_shared.columns = std::move(choices); }
    void setKeptCalls(std::shared_ptr<KeptCalls> kept) { m_shared.kept = std::move(kept); }
    [[nodiscard]] WorkAreaLayout layoutState() const;
    void restoreLayout(const WorkAreaLayout& layout);

    // For the keyboard, after a session was chosen.
    void focusTree();
    // The widgets that F6 walks through, in order.
    [[nodiscard]] QList<QWidget*> areas() const;

signals:
    void currentViewChanged(); // another view, or the first one of a tab
    void placeChanged();       // in the current view
    void layoutChanged();      // by hand
    void roomChanged();        // and perhaps with it what is open
    void chooseProfileRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    // Neither view nor error until somebody looks at it.
    struct Tab {
        std::unique_ptr<SessionView> view; // or
        QWidget* error = nullptr;          // why there is none
        std::optional<Session> session;    // the view's
        Place start;
    };

    void buildSplitters(QWidget* dock);
    void fillTab(int index);
    [[nodiscard]] QWidget* makeError(int index, const Error& error);
    void dropTab(Tab& tab);
    void replaceTab(int index);
    void showCurrent();
    void applyOpen();

    // Whether a part is open, where there is room for it and where there is little.
    struct Wish {
        bool roomy = true;
        bool cramped = false;

        [[nodiscard]] bool& in(bool isRoomy) { return isRoomy ? roomy : cramped; }
        [[nodiscard]] bool in(bool isRoomy) const { return isRoomy ? roomy : cramped; }
    };
    [[nodiscard]] bool hasTreeRoom() const;
    [[nodiscard]] bool hasDockRoom() const;
    [[nodiscard]] bool isWide() const;

    const Appearance& m_appearance;
    SessionController& m_sessions;
    std::vector<Tab> m_tabs;
    int m_current = -1;
    Wish m_treeWish;
    Wish m_dockWish;
    Wish m_detailsWish;
    bool m_smallDetails = false; // where they would leave no room for the list; for now alone
    QSplitter* m_columns;
    QSplitter* m_rows;
    QSplitter* m_content;
    QStackedWidget* m_trees;
    QStackedWidget* m_browsers;
    QStackedWidget* m_detailPanels;
    QWidget* m_dock;
    QWidget* m_nothing[3]; // empty pages of the three stacks
    SharedParts m_shared;
};

} // namespace inia::ui
