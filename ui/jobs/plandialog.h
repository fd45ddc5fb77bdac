#pragma once

#include "ui/dialogs/confirmdialog.h"
#include "ui/models/planmodel.h"

#include <QtCore/QString>
#include <QtCore/QTimer>

#include <array>
#include <functional>
#include <memory>

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

namespace inia::ui {

class ChoiceBox;
class LinkButton;
class SegmentedControl;
class TableView;

// A question with a field; says below it what is wrong, as soon as something was typed.
class NameDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NameDialog)

public:
    struct Question {
        Confirmation words;
        QString label; // of the field, for those who hear it
        QString proposed;
        qsizetype selected = -1;                        // characters of it that are selected at first; all
        std::function<QString(const QString&)> problem; // null while the button may be pressed
    };

    NameDialog(const Appearance& appearance, const Question& question, QWidget* parent);

    [[nodiscard]] QString text() const;

protected:
    // Return in the field is what the button is for.
    void keyPressEvent(QKeyEvent* event) override;

private:
    void check();

    const Question m_question;
    QLineEdit* m_field;
    TextLabel* m_wrong;
};

// What is said of a plan.
struct PlanWords {
    SessionInfo session;
    QString title;    // "Delete 3 objects?"
    QString sentence; // what can be undone
    QString verb;     // "Delete %1 from %2": of the button
    QString place;    // for "%2"; empty for none
    bool destructive = false;
    bool isPriced = false; // at AWS
    bool hasRule = false;  // new names are given by a rule, which is asked for
};

// A plan before it is carried out: each item that would be changed, how and why not, what it takes and costs.
// What is chosen in it is what is done. One object that is in nobody's way needs no table.
class PlanDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanDialog)

public:
    PlanDialog(const Appearance& appearance, const PlanWords& words, std::unique_ptr<PlanModel> model,
               QWidget* parent);
    ~PlanDialog() override;

    [[nodiscard]] PlanModel& model() const { return *m_model; }
    // Null for a single object.
    [[nodiscard]] TableView* table() const { return m_table; }

protected:
    // Return in a field of the rule is what the button is for.
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] static QString buttonText(const PlanWords& words, const QString& what);
    [[nodiscard]] static Confirmation confirmationOf(const PlanWords& words, const PlanModel& model);
    [[nodiscard]] QWidget* makeRule();
    [[nodiscard]] QWidget* makeExisting();
    [[nodiscard]] QWidget* makeReasons();
    void buildTable();
    void followRule();
    void refresh();
    void showRequests();

    const PlanWords m_words;
    const std::unique_ptr<PlanModel> m_model;
    TextLabel* m_totals;
    SegmentedControl* m_existing = nullptr;
    QWidget* m_existingRow = nullptr;
    std::array<QCheckBox*, PlanModel::reasons> m_reasons{};
    TableView* m_table = nullptr;
    LinkButton* m_show;
    QPlainTextEdit* m_requests;
    ChoiceBox* m_kind = nullptr; // of the rule
    QLineEdit* m_find = nullptr;
    QLineEdit* m_with = nullptr;
    QString m_wrong; // with the rule
    QTimer m_refreshing;
};

} // namespace inia::ui
