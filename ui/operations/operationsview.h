#pragma once

#include "core/operations/operations.h"
#include "core/session/session.h"
#include "ui/models/everydaymodels.h"
#include "ui/models/place.h"
#include "ui/widgets/rowsview.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QDialog;
class QGridLayout;
class QLineEdit;
class QMenu;
class QStackedWidget;

namespace inia::ui {

class Appearance;
class Button;
class ChangeGate;
class ChoiceBox;
class DetailsHead;
class ElidedLabel;
class RowPanel;
class SegmentedControl;
class TabStrip;
class TableView;
class TextPanel;
class ToolButton;
class WindowServices;

// What a view is about.
struct Subject {
    std::vector<std::string> ids; // from the outermost; none for a list of a service
    Value facts;                  // what its own call has told; null before
    Value row;                    // of the row that an aspect is opened for
    std::string wanted;           // what the place says one looks for

    [[nodiscard]] std::string id() const { return ids.empty() ? std::string() : ids.back(); }
};

// A column of an aspect. Titles, here and below, are of the context OperationsView.
struct AspectColumn {
    const char* title;
    const char* path; // JMESPath
    ColumnKind kind = ColumnKind::Text;
    int width = 0; // in design pixels; 0 for the one that has what the others leave
    const char* unit = "";
};

// What one asks the service for, by choosing from a list, with a word beside it or without.
struct AspectChoice {
    const char* title;
    std::vector<std::pair<const char*, std::string>> options;
    const char* word = nullptr; // what the field beside it is for; null: there is none
    void (*apply)(Value& params, const std::string& option, const std::string& word,
                  std::chrono::system_clock::time_point now);
};

// A secret of a row, shown when somebody wants to see it.
struct AspectReveal {
    const char* title;
    const char* operation;
    Value (*params)(const Subject& subject, const Value& row);
    Value (*pick)(const Value& answer, const Value& row);
    bool (*isOffered)(const Value& row) = nullptr; // null: for each
};

// One side of a resource, a tab of its view.
struct Aspect {
    enum class Show : quint8 { Rows, Text, Metrics };

    const char* title;
    Show show = Show::Rows;
    const char* operation = nullptr; // null: the facts tell it
    Value (*params)(const Subject& subject) = nullptr;
    const char* found = ""; // the rows, or the text, in JMESPath
    const char* key = "";   // what tells a row from others
    std::vector<AspectColumn> columns = {};
    const char* empty = "";
    int pageSize = 0; // 0: as many as the service likes
    std::chrono::milliseconds interval{0};
    bool (*isMoving)(const operations::LiveRows::Rows& rows) = nullptr;
    Value::List (*derived)(const operations::LiveRows::Rows& rows) = nullptr; // rows made of those that came
    std::vector<AspectChoice> choices = {};
    // Where a row leads: a place, or the aspect that is opened for it.
    std::optional<Place> (*place)(const Subject& subject, const Value& row) = nullptr;
    const char* opens = nullptr;
    bool isOpened = false; // no tab before a row was opened
    bool tellsCause = false;
    bool takesTurns = false;
    const char* document = nullptr; // a member of a row that is JSON in a text, shown in its place
    std::optional<AspectReveal> reveal = {};
    const char* (*warning)(const Value& row) = nullptr;
    // Of a text: how it can be asked for, and what is asked in place of the first where that is refused.
    std::vector<std::pair<const char*, Value>> forms = {};
    bool fallsBack = false;
    const char* moment = nullptr; // when a text was taken
    bool needsFacts = false;      // what is asked stands in them
};

// What can be done with a resource, or with a row of an aspect.
struct Deed {
    const char* title;
    const char* operation;
    Value (*params)(const Subject& subject, const Value& row);
    std::vector<std::string> asked = {}; // members of the input that a form asks for
    const char* aspect = nullptr;        // whose rows it is for; null: for the resource
    const char* sentence = "";
    bool isDestructive = false;
    bool hasDryRun = false;
    bool (*isFor)(const Value& row) = nullptr; // which rows; null: each
};

// A sort of resource that has a view.
struct SubjectKind {
    const char* service;
    std::vector<const char*> path; // its collections, from the outermost; the last one's resource
    const char* icon;
    const char* operation = nullptr; // that tells the facts
    Value (*params)(const Subject& subject) = nullptr;
    const char* found = "";
    const char* name = "";  // in the facts; empty: the id
    const char* state = ""; // likewise
    std::vector<Aspect> aspects = {};
    std::vector<Deed> deeds = {};
    bool isCollection = false; // the list itself, and no resource in it
};

// Those of all services but CloudFormation.
[[nodiscard]] std::vector<SubjectKind> serviceKinds();

// A text of these tables, in the words of the window.
[[nodiscard]] QString aspectText(const char* text);

// The view for a place; null when it has none. `subject` is filled with what the place says.
[[nodiscard]] const SubjectKind* subjectAt(const Place& place, Subject& subject);
// The place where its metrics are, when they have a page of their own; nothing without a ready set.
[[nodiscard]] std::optional<Place> metricsPlace(const Place& place);
[[nodiscard]] std::optional<operations::MetricSet> metricsAt(const Place& place);

// The rows of one aspect after the other. What was shown comes back without a request; what goes on is
// followed while somebody looks.
class LiveRowsView final : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LiveRowsView)

public:
    static constexpr std::chrono::minutes mostIdle{60}; // after which following waits for somebody

    // `profile` is named when something is denied.
    LiveRowsView(const Appearance& appearance, QString profile, QWidget* parent = nullptr);
    ~LiveRowsView() override;

    struct Source {
        std::optional<Client> client;
        std::optional<Error> failure; // why there is none, or no facts
        Subject subject;
        std::shared_ptr<operations::Turns> turns;
        std::string whose; // turns they are
    };
    void showAspect(const Aspect& aspect, const Source& source);
    // Ends all requests and forgets the rows.
    void leave();
    // The rows of an aspect are asked for anew when it is shown next.
    void forget(const Aspect& aspect);
    void reload();
    void cancel() override;
    void focusFilter() override;
    [[nodiscard]] const ValueRowsModel& model() const { return m_model; }
    [[nodiscard]] const operations::LiveRows* live() const;
    [[nodiscard]] const Value& selectedRow() const;
    void selectRow(const Value& row);
    [[nodiscard]] ChoiceBox* choice(std::size_t index) const { return m_choices[index]; }
    [[nodiscard]] QLineEdit* word() const { return m_word; }
    [[nodiscard]] QLineEdit* filter() const { return m_filter; }
    [[nodiscard]] ToolButton* follow() const { return m_follow; }

signals:
    void rowActivated(const inia::Value& row);
    void rowsChanged();
    // What went on is over.
    void settled();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Listing {
        Owned<operations::LiveRows> rows;
        std::array<int, 2> chosen{0, 0};
        QString word;
        QString filter;
    };

    LiveRowsView(const Appearance& appearance, QString profile, QWidget* bar, QWidget* parent);
    void build(QWidget* bar);
    void start();
    void showBar();
    void showRows();
    void fitColumns();
    void takeChoice();
    void pause();
    [[nodiscard]] Listing& listing() { return m_listings[m_aspect]; }
    [[nodiscard]] std::optional<Error> error() const;
    [[nodiscard]] StatusFacts status() const;
    [[nodiscard]] StateContent emptyState() const;

    [[nodiscard]] RowsReport report() const override;
    void loadMore() override;
    void loadAll() override;
    void retry() override;
    void clearFilters() override;
    [[nodiscard]] quint64 lastCallId() const override;
    [[nodiscard]] std::string rowKey(int row) const override;
    [[nodiscard]] QString copyText() const override;

    QString m_profile;
    ValueRowsModel m_model;
    const Aspect* m_aspect = nullptr;
    Source m_source;
    std::map<const Aspect*, Listing> m_listings;
    std::array<ChoiceBox*, 2> m_choices{};
    QLineEdit* m_word = nullptr;
    QLineEdit* m_filter = nullptr;
    ToolButton* m_follow = nullptr;
    QTimer m_idle;
    bool m_isIdle = false;
    bool m_loadsAll = false;
};

class MetricChart;

// Metrics of a resource: a chart each, or all of them as a table.
class MetricsView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MetricsView)

public:
    static constexpr std::chrono::seconds interval{60};

    MetricsView(const Appearance& appearance, QString profile, QWidget* parent = nullptr);
    ~MetricsView() override;

    // A client of cloudwatch, or why there is none.
    void enter(const Result<Client>& client, operations::MetricSet set);
    void leave();
    void read(bool isBackground);
    void cancel()
    {
        if (m_reading)
            m_reading->cancel();
    }
    // Asks for what failed for want of a person who signs in.
    void goOn();

    [[nodiscard]] std::vector<QWidget*> charts() const;
    // What a chart says of the sample that is marked; empty without one.
    [[nodiscard]] QString markedText(std::size_t chart) const;
    [[nodiscard]] const ValueRowsModel& table() const { return m_model; }
    [[nodiscard]] StateView* stateView() const { return m_state; }
    [[nodiscard]] ChoiceBox* range() const { return m_range; }
    [[nodiscard]] ElidedLabel* note() const { return m_note; }
    [[nodiscard]] ToolButton* follow() const { return m_follow; }

signals:
    void showCallRequested(quint64 callId);
    void copyRequested(const QString& text);
    void signInRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent*) override { m_clock.stop(); }
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildPages();
    void makeCharts();
    void arrange();
    void take();
    void fail(const Error& error);
    void fillTable();
    void followTime();

    const Appearance& m_appearance;
    QString m_profile;
    std::optional<Client> m_client;
    std::optional<Error> m_error;
    operations::MetricSet m_set;
    Owned<operations::MetricReading> m_reading;
    std::vector<MetricChart*> m_charts;
    ValueRowsModel m_model;
    QTimer m_clock;
    ChoiceBox* m_range = nullptr;
    SegmentedControl* m_form = nullptr;
    ToolButton* m_follow = nullptr;
    ElidedLabel* m_note = nullptr;
    QWidget* m_board = nullptr;
    QGridLayout* m_grid = nullptr;
    TableView* m_table = nullptr;
    StateView* m_state = nullptr;
    QStackedWidget* m_pages = nullptr;
};

// What something is done to.
struct DeedTarget {
    Client client;
    const SubjectKind* kind = nullptr;
    Subject subject; // its row is the one that is selected
    QString name;    // as the view calls it
    QString rowName;
};

// Does what a view offers: asks, sends it once, and tells what came of it.
class Deeds final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Deeds)

public:
    // All of them outlive it; its dialogs stand over `window`.
    Deeds(const Appearance& appearance, const Session& session, ChangeGate& gate, WindowServices& services,
          QWidget* window);
    ~Deeds() override;

    // Takes the target's row for what is selected.
    void fill(QMenu& menu, const std::vector<const Deed*>& deeds, const DeedTarget& target);
    void run(const Deed& deed, const DeedTarget& target);
    // Whether it might be run, by a dry run.
    void mayI(const Deed& deed, const DeedTarget& target);
    void reveal(const AspectReveal& reveal, const DeedTarget& target);
    // Ends what is under way.
    void drop();
    [[nodiscard]] QDialog* question() const;

signals:
    void done();
    void revealed(const QString& text);

private:
    void send(const Deed& deed, const DeedTarget& target, Value params);
    void askReveal(const AspectReveal& reveal, const DeedTarget& target);

    const Appearance& m_appearance;
    const Session& m_session;
    ChangeGate& m_gate;
    WindowServices& m_services;
    QWidget* m_window;
    QPointer<QDialog> m_question;
    ReplyPtr m_change; // under way
    ReplyPtr m_dryRun; // likewise
    ReplyPtr m_reveal; // likewise
};

// A resource by its aspects: what happened to it, what it is made of, its metrics; and what can be done with
// it. Asks for an aspect when it is looked at.
class OperationsView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationsView)

public:
    // `session`, `gate` and `services` outlive the view.
    OperationsView(const Appearance& appearance, const Session& session, ChangeGate& gate,
                   WindowServices& services, QString profile, std::shared_ptr<operations::Turns> turns,
                   QWidget* parent = nullptr);
    ~OperationsView() override;

    void enter(const Place& place);
    void leave();
    void reload();
    // Asks for what failed for want of a person who signs in.
    void goOn();
    void cancel();
    void showNotice(const QString& text);

    // The row that is selected; for the panel beside the view. Deleted with the view.
    [[nodiscard]] RowPanel* details() const;
    [[nodiscard]] bool hasSelection() const;
    [[nodiscard]] QWidget* shownPage() const;
    [[nodiscard]] TabStrip* tabs() const { return m_tabs; }
    [[nodiscard]] LiveRowsView* rows() const { return m_rows; }
    [[nodiscard]] MetricsView* metrics() const { return m_metrics; }
    [[nodiscard]] TextPanel* text() const { return m_text; }
    [[nodiscard]] FailureStrip* cause() const { return m_cause; }
    [[nodiscard]] NoticeStrip* warnings() const { return m_warnings; }
    [[nodiscard]] Deeds& deeds() const { return *m_deeds; }
    // What can be done with the resource and the selected row.
    [[nodiscard]] std::vector<const Deed*> offered() const;
    [[nodiscard]] DeedTarget target() const;

signals:
    void selectionSettled();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void connectParts();
    void askFacts();
    void takeFacts(const Result<Value>& answer);
    void addTabs();
    void showTab(int index);
    void showAspect(const Aspect& aspect);
    void showTextAspect(const Aspect& aspect);
    void askText();
    void takeText(const Result<Value>& answer, bool isFirst);
    void showHead();
    void showAbove();
    void showDetails();
    void activate(const Value& row);
    void openMenu();
    void takeChange();
    [[nodiscard]] LiveRowsView::Source source() const;
    [[nodiscard]] const Aspect* aspectCalled(const char* title) const;
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString rowName() const;

    const Appearance& m_appearance;
    const Session& m_session;
    ChangeGate& m_gate;
    WindowServices& m_services;
    QString m_profile;
    std::shared_ptr<operations::Turns> m_turns;
    Place m_place;
    const SubjectKind* m_kind = nullptr;
    Subject m_subject;
    std::optional<Client> m_client;
    std::optional<Error> m_failure; // why there is none, or no facts
    ReplyPtr m_facts;               // under way
    ReplyPtr m_textReply;           // likewise
    quint64 m_textCall = 0;
    quint64 m_ownCall = 0;            // by which the selected event came about
    const Aspect* m_aspect = nullptr; // shown
    const Aspect* m_textOf = nullptr;
    std::vector<const Aspect*> m_shown; // by tab
    Value m_causeEvent;
    Deeds* m_deeds;
    QPointer<RowPanel> m_details; // another place of the window may have deleted it
    DetailsHead* m_head;
    Button* m_actions;
    TabStrip* m_tabs;
    FailureStrip* m_cause;
    NoticeStrip* m_warnings;
    QStackedWidget* m_pages;
    LiveRowsView* m_rows;
    MetricsView* m_metrics;
    TextPanel* m_text;
};

} // namespace inia::ui
