#pragma once

#include "core/common/error.h"
#include "core/model/value.h"

#include <QtWidgets/QWidget>

class QLineEdit;
class QPlainTextEdit;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class BodyView;
class ElidedLabel;
class LinkButton;
class StateView;
class TextLabel;

// Beside the form of an operation: the parameters as they would be sent, and what the last run brought,
// narrowed by a JMESPath expression.
class ResultPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResultPanel)

public:
    explicit ResultPanel(const Appearance& appearance, QWidget* parent = nullptr);

    void showParams(const Value& params);
    // `title`: of what, such as "DescribeInstances, 10:09"; `facts`: "12 reservations · 0.3 s".
    void showResult(const Value& result, const QString& title, const QString& facts, bool hasRequest);
    void showError(const Error& error, const QString& title, bool hasRequest);
    void clearResult();

    [[nodiscard]] QLineEdit* expression() const { return m_expression; }
    [[nodiscard]] BodyView* body() const { return m_body; }

signals:
    void copyRequested(const QString& text);
    void showCallRequested();
    void signInRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* makeHead(const QString& title, ElidedLabel* note, QWidget* tools);
    void narrow();

    const Appearance& m_appearance;
    Value m_result;
    QPlainTextEdit* m_params;
    ElidedLabel* m_title;
    QLineEdit* m_expression;
    TextLabel* m_problem;
    BodyView* m_body;
    StateView* m_state;
    ElidedLabel* m_facts;
    LinkButton* m_show;
    QStackedLayout* m_pages;
    QWidget* m_valuePage;
};

} // namespace inia::ui
