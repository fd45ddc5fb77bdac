#pragma once

#include "core/observe/signaturediff.h"

#include <QtWidgets/QWidget>

class QPlainTextEdit;
class QStackedLayout;
class QTextEdit;

namespace inia::ui {

class Appearance;
class TextLabel;

// How an attempt was signed; where the service did not take the signature, what it had of the same beside it.
class SigningView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SigningView)

public:
    explicit SigningView(const Appearance& appearance, QWidget* parent = nullptr);

    void showAttempt(const ExchangeAttempt& attempt);
    // The sentence about the first difference; empty while there is nothing to compare.
    [[nodiscard]] QString verdict() const;

private:
    [[nodiscard]] QString page(const SignatureDiff& diff) const;
    [[nodiscard]] QString cell(const std::string& text, const std::string& other, bool isSame) const;

    const Appearance& m_appearance;
    QStackedLayout* m_pages;
    QPlainTextEdit* m_text;
    QWidget* m_comparison;
    TextLabel* m_verdict;
    QTextEdit* m_table;
};

} // namespace inia::ui
