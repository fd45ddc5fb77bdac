#pragma once

#include "core/dynamodb/itemrequests.h"

#include <QtCore/QStringList>
#include <QtWidgets/QWidget>

#include <vector>

class QCompleter;
class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace inia::ui {

class Appearance;
class ChoiceBox;
class ElidedLabel;

// What an attribute is asked for: the keys of a query know less than its filters.
enum class TestRole : quint8 { Partition, Sort, Filter };

// "\u2265", "begins with"
[[nodiscard]] QString comparisonText(dynamodb::AttributeTest::Operator op);

// What can be asked of an attribute of this type, in the order in which it is offered.
[[nodiscard]] std::vector<dynamodb::AttributeTest::Operator> comparisonsFor(TestRole role,
                                                                            dynamodb::TypedKind kind);

// In the order of TypedKind.
[[nodiscard]] QStringList kindNames();

// What a field for the value says while it is empty.
[[nodiscard]] QString valueHint(TestRole role, dynamodb::AttributeTest::Operator op,
                                dynamodb::TypedKind kind);

// One line of a query: an attribute, what it is asked, and the values, with what is wrong with them below.
// The attribute of a key is given, that of a filter is named by the user.
class ConditionRow final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConditionRow)

public:
    using Role = TestRole;

    ConditionRow(const Appearance& appearance, Role role, QWidget* parent = nullptr);

    // For keys: which attribute, and of which type.
    void setKey(const dynamodb::KeyAttribute& key);
    // For filters: offered while one types; naming one of them chooses its type, until the user does.
    void setKnownAttributes(const std::vector<dynamodb::KeyAttribute>& attributes);
    void setTest(const dynamodb::AttributeTest& test);
    [[nodiscard]] dynamodb::AttributeTest test() const;
    // No value was given; a sort key is then not asked at all.
    [[nodiscard]] bool isBlank() const;

    // What is wrong, below the fields; empty for nothing.
    void setProblem(const QString& problem);
    void focusField();
    // Lets Tab come here after `previous`; returns the last of the row.
    QWidget* followTab(QWidget* previous);

signals:
    void submitted(); // Return in a field
    void removeRequested();

private:
    [[nodiscard]] dynamodb::AttributeTest::Operator op() const;
    [[nodiscard]] dynamodb::TypedKind kind() const;
    [[nodiscard]] ChoiceBox* newChoice(const QString& name);
    [[nodiscard]] QLineEdit* newField(int width, const QString& name);
    [[nodiscard]] QWidget* newEqualSign();
    void build();
    void buildFilterParts(QHBoxLayout* line);
    void fillOperators();
    void adaptFields();
    void guessKind();
    [[nodiscard]] bool isKnown(const std::string& name) const;

    const Appearance& m_appearance;
    Role m_role;
    dynamodb::KeyAttribute m_key;
    std::vector<dynamodb::AttributeTest::Operator> m_operators; // as m_operator shows them
    ElidedLabel* m_name = nullptr;                              // of a key
    QLineEdit* m_attribute = nullptr;                           // of a filter
    QCompleter* m_completer = nullptr;
    ChoiceBox* m_operator; // hidden for a partition key, which can only be equal
    ChoiceBox* m_kind = nullptr;
    QLineEdit* m_value;
    QLabel* m_and;
    QLineEdit* m_second;
    QWidget* m_remove = nullptr;
    std::vector<dynamodb::KeyAttribute> m_known;
    bool m_kindChosen = false; // by the user
    ElidedLabel* m_problem;
};

} // namespace inia::ui
